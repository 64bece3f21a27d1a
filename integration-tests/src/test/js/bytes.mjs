// SPDX-License-Identifier: Apache-2.0

// Bytes as JSON carries them, with what Node and browsers share.

export const toBase64 = (bytes) => btoa(String.fromCharCode(...bytes));

export const fromBase64 = (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));

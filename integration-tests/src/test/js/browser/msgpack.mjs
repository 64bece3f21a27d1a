// SPDX-License-Identifier: Apache-2.0

export const { MessagePackHubProtocol } = window.signalR.protocols.msgpack;

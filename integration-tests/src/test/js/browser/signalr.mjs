// SPDX-License-Identifier: Apache-2.0

// The client as it is published for browsers, under the names of its module.

export const { HttpTransportType, HubConnectionBuilder, JsonHubProtocol, LogLevel, MessageType, Subject } = window.signalR;

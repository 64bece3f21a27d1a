// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

/**
 * How an app server proves to a service who it is: with the service's access key, or as
 * an identity of Microsoft Entra ID or another identity provider (service protocol
 * reference, 5.1).
 */
public sealed interface ServiceCredential permits AccessKey, EntraCredential {

}

// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.util.HashMap;
import java.util.Map;

/**
 * Claim types have a long form, a URI that app server code looks up, and a short one that
 * stands in tokens (service protocol reference, appendix B).
 */
public final class ClaimNames {

	private static final String XML_SOAP = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

	private static final String MICROSOFT = "http://schemas.microsoft.com/ws/2008/06/identity/claims/";

	private static final String IDENTITY = "http://schemas.microsoft.com/identity/claims/";

	private static final String FEDERATION = "http://schemas.microsoft.com/claims/";

	private static final String ADFS = "http://schemas.xmlsoap.org/claims/";

	/** Long form of the type that identifies the user. */
	public static final String NAME_IDENTIFIER = XML_SOAP + "nameidentifier";

	/** Long form of the type that holds the name of the user. */
	public static final String NAME = XML_SOAP + "name";

	/** Long form of the type that holds a role of the user. */
	public static final String ROLE = MICROSOFT + "role";

	private static final String[][] PAIRS = { { NAME_IDENTIFIER, "nameid" }, { NAME, "unique_name" },
			{ XML_SOAP + "emailaddress", "email" }, { XML_SOAP + "givenname", "given_name" },
			{ XML_SOAP + "surname", "family_name" }, { XML_SOAP + "dateofbirth", "birthdate" },
			{ XML_SOAP + "gender", "gender" }, { XML_SOAP + "webpage", "website" },
			{ XML_SOAP + "thumbprint", "certthumbprint" }, { XML_SOAP + "denyonlysid", "denyonlysid" },
			{ XML_SOAP + "upn", "upn" }, { XML_SOAP + "rsa", "certpublickey" },
			{ XML_SOAP + "privatepersonalidentifier", "ppid" },
			{ "http://schemas.xmlsoap.org/ws/2009/09/identity/claims/actor", "actort" }, { ROLE, "role" },
			{ MICROSOFT + "groupsid", "groupsid" }, { MICROSOFT + "primarysid", "primarysid" },
			{ MICROSOFT + "primarygroupsid", "primarygroupsid" },
			{ MICROSOFT + "windowsaccountname", "winaccountname" },
			{ MICROSOFT + "authenticationmethod", "authmethod" }, { MICROSOFT + "serialnumber", "certserialnumber" },
			{ IDENTITY + "objectidentifier", "oid" }, { IDENTITY + "tenantid", "tid" }, { IDENTITY + "scope", "scp" },
			{ IDENTITY + "identityprovider", "idp" }, { FEDERATION + "authnclassreference", "acr" },
			{ FEDERATION + "authnmethodsreferences", "amr" }, { ADFS + "Group", "group" },
			{ ADFS + "CommonName", "commonname" }, { ADFS + "EmailAddress", "adfs1email" },
			{ ADFS + "UPN", "adfs1upn" } };

	private static final Map<String, String> SHORT_NAMES = shortNames();

	private static final Map<String, String> LONG_NAMES = longNames();

	private ClaimNames() {
	}

	private static Map<String, String> shortNames() {
		Map<String, String> names = new HashMap<>();
		for (String[] pair : PAIRS) {
			names.put(pair[0], pair[1]);
		}
		return Map.copyOf(names);
	}

	private static Map<String, String> longNames() {
		Map<String, String> names = new HashMap<>();
		for (String[] pair : PAIRS) {
			names.put(pair[1], pair[0]);
		}
		names.put("sub", NAME_IDENTIFIER);
		names.put("roles", ROLE);
		return Map.copyOf(names);
	}

	/**
	 * The form that stands in tokens.
	 * @param type a claim type
	 * @return its short form, or the type itself when it has none
	 */
	public static String shortName(String type) {
		return SHORT_NAMES.getOrDefault(type, type);
	}

	/**
	 * The form that app server code looks up.
	 * @param name a claim type as it stands in a token
	 * @return its long form, or the name itself when it has none
	 */
	public static String longName(String name) {
		return LONG_NAMES.getOrDefault(name, name);
	}

}

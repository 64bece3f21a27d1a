// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.tests.hostile;

import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

/**
 * Signs tokens with the library itself, apart from the code under test.
 */
public final class Tokens {

	private Tokens() {
	}

	public static String hs256(JWTClaimsSet claims, String key) throws JOSEException {
		return signed(claims, JWSAlgorithm.HS256, new MACSigner(key.getBytes(StandardCharsets.UTF_8)));
	}

	static String rs256(JWTClaimsSet claims) throws Exception {
		KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
		generator.initialize(2048);
		return signed(claims, JWSAlgorithm.RS256, new RSASSASigner(generator.generateKeyPair().getPrivate()));
	}

	private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer) throws JOSEException {
		SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
		token.sign(signer);
		return token.serialize();
	}

	static String unsigned(JWTClaimsSet claims) {
		return encode("{\"alg\":\"none\"}") + "." + encode(claims.toString()) + ".";
	}

	static String unsignedInCapitals(JWTClaimsSet claims) {
		return encode("{\"alg\":\"NONE\"}") + "." + encode(claims.toString()) + ".";
	}

	private static String encode(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

}

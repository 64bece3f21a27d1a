// SPDX-License-Identifier: Apache-2.0

package io.github.signalrelay.protocol.token;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.nimbusds.jose.JWSObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.signalrelay.protocol.service.Claim;
import io.github.signalrelay.protocol.token.AccessTokenException.Reason;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link AccessTokenIssuer} and {@link AccessTokenVerifier}. Foreign tokens are
 * signed with the Java library here, not with the code under test.
 */
class AccessTokenTests {

	private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

	private static final AccessKey KEY = new AccessKey("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789ABCDEFGH");

	private static final String AUDIENCE = "http://localhost/client/?hub=chat";

	private static final RequestTarget TARGET = RequestTarget.of("localhost:8888", "/client/?hub=chat&id=1");

	private static final long LATER = NOW.plusSeconds(60).getEpochSecond();

	private final AccessTokenVerifier verifier = verifier(KEY);

	private static AccessTokenVerifier verifier(AccessKey... keys) {
		return new AccessTokenVerifier(List.of(keys), AudienceRule.requestHostAnd(Set.of()),
				AccessTokenVerifier.DEFAULT_CLOCK_SKEW, clock(NOW));
	}

	private static Clock clock(Instant now) {
		return Clock.fixed(now, ZoneOffset.UTC);
	}

	private static AccessTokenIssuer issuer(AccessKey key) {
		return new AccessTokenIssuer(key, TokenAlgorithm.HS256, clock(NOW));
	}

	@Test
	void anIssuerSignsWithTheKeyOfTheMomentAndNamesIt() throws Exception {
		AtomicReference<SigningKey> current = new AtomicReference<>(new SigningKey(KEY, null));
		AccessTokenIssuer issuer = new AccessTokenIssuer(current::get, TokenAlgorithm.HS256, clock(NOW));
		String first = issuer.issue(AUDIENCE, Duration.ofHours(1), List.of());
		assertThat(JWSObject.parse(first).getHeader().getKeyID()).isNull();
		AccessKey next = new AccessKey("the next key, which is long enough");
		current.set(new SigningKey(next, "kid-2"));
		String second = issuer.issue(AUDIENCE, Duration.ofHours(1), List.of());
		assertThat(JWSObject.parse(second).getHeader().getKeyID()).isEqualTo("kid-2");
		verifier(next).verify(second, TARGET);
		assertThatExceptionOfType(AccessTokenException.class).isThrownBy(() -> this.verifier.verify(second, TARGET))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.BAD_SIGNATURE));
	}

	@Test
	void theKeyIdOnlyChoosesAmongKeys() throws Exception {
		List<String> asked = new ArrayList<>();
		AccessTokenVerifier choosing = new AccessTokenVerifier((keyId) -> {
			asked.add(String.valueOf(keyId));
			return "known".equals(keyId) ? List.of(KEY) : List.of();
		}, AudienceRule.requestHostAnd(Set.of()), AccessTokenVerifier.DEFAULT_CLOCK_SKEW, clock(NOW));
		for (String id : new String[] { "known", "other", null }) {
			String token = new AccessTokenIssuer(() -> new SigningKey(KEY, id), TokenAlgorithm.HS256, clock(NOW))
				.issue(AUDIENCE, Duration.ofHours(1), List.of());
			if ("known".equals(id)) {
				choosing.verify(token, TARGET);
			}
			else {
				assertThatExceptionOfType(AccessTokenException.class).isThrownBy(() -> choosing.verify(token, TARGET));
			}
		}
		assertThat(asked).containsExactly("known", "other", "null");
	}

	@Test
	void aSignedTokenIsKnownAgainWhileItsKeyIsGood() throws Exception {
		AtomicReference<List<AccessKey>> keys = new AtomicReference<>(List.of(KEY));
		AccessTokenVerifier changing = new AccessTokenVerifier((keyId) -> keys.get(),
				AudienceRule.requestHostAnd(Set.of()), AccessTokenVerifier.DEFAULT_CLOCK_SKEW, clock(NOW));
		String token = issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of(new Claim("role", "a")));
		SignedClaims signed = changing.readSigned(token);
		assertThat(changing.verify(signed, TARGET)).isEqualTo(changing.verify(token, TARGET));
		assertThat(changing.isSame(signed, token)).isTrue();
		assertThat(changing.isSame(signed, token + "A")).isFalse();
		assertThat(changing.isSame(signed, issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of()))).isFalse();
		keys.set(List.of(new AccessKey("the next key, which is long enough")));
		assertThat(changing.isSame(signed, token)).as("its key has gone").isFalse();
		assertThat(signed).asString().doesNotContain(token).doesNotContain("role");
	}

	@Test
	void timeAndAudienceOfASignedTokenAreCheckedEachTime() throws Exception {
		SignedClaims signed = this.verifier.readSigned(issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of()));
		AccessTokenVerifier later = new AccessTokenVerifier(List.of(KEY), AudienceRule.requestHostAnd(Set.of()),
				AccessTokenVerifier.DEFAULT_CLOCK_SKEW, clock(NOW.plus(Duration.ofHours(2))));
		assertThatExceptionOfType(AccessTokenException.class).isThrownBy(() -> later.verify(signed, TARGET))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.EXPIRED));
		assertThatExceptionOfType(AccessTokenException.class)
			.isThrownBy(() -> this.verifier.verify(signed, RequestTarget.of("localhost:8888", "/server/?hub=chat")))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(Reason.WRONG_AUDIENCE));
	}

	@ParameterizedTest
	@EnumSource
	void whatIsIssuedIsAccepted(TokenAlgorithm algorithm) throws AccessTokenException {
		List<Claim> claims = List.of(new Claim("asrs.s.uid", "ada"), new Claim("role", "b"), new Claim("x", "ü/\"1"),
				new Claim("role", "a"));
		String token = new AccessTokenIssuer(KEY, algorithm, clock(NOW)).issue(AUDIENCE, Duration.ofHours(1), claims);
		AccessToken accepted = this.verifier.verify(token, TARGET);
		assertThat(accepted.claims()).startsWith(new Claim("asrs.s.uid", "ada"), new Claim("role", "b"),
				new Claim("role", "a"), new Claim("x", "ü/\"1"));
		assertThat(accepted.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
		assertThat(accepted.first("iss")).isEqualTo("azure-signalr");
		assertThat(accepted.userId()).isEqualTo("ada");
	}

	@Test
	void contentHasTheOrderOfTheOriginal() {
		String token = issuer(KEY).issue(AUDIENCE, Duration.ofMinutes(5),
				List.of(new Claim(ClaimNames.NAME_IDENTIFIER, "server"), new Claim("asrs.s.sn", "s")));
		String[] parts = token.split("\\.");
		assertThat(decode(parts[0])).isIn("{\"alg\":\"HS256\",\"typ\":\"JWT\"}", "{\"typ\":\"JWT\",\"alg\":\"HS256\"}");
		assertThat(decode(parts[1])).isEqualTo("{\"nameid\":\"server\",\"asrs.s.sn\":\"s\",\"nbf\":1795334400,"
				+ "\"exp\":1795334700,\"iat\":1795334400,\"iss\":\"azure-signalr\","
				+ "\"aud\":\"http://localhost/client/?hub=chat\"}");
	}

	private static String decode(String part) {
		return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
	}

	@Test
	void signatureIsAnHmacWithTheKeysTextInUtf8() throws Exception {
		for (String key : List.of("k", "kurz und schön", KEY.text(), "x".repeat(63), "x".repeat(64), "x".repeat(65),
				"x".repeat(500))) {
			String token = issuer(new AccessKey(key)).issue(AUDIENCE, Duration.ofHours(1), List.of());
			int dot = token.lastIndexOf('.');
			assertThat(token.substring(dot + 1)).isEqualTo(mac("HmacSHA256", key, token.substring(0, dot)));
		}
	}

	@ParameterizedTest
	@CsvSource({ "HS256, HmacSHA256", "HS384, HmacSHA384", "HS512, HmacSHA512" })
	void foreignTokensAreAcceptedWhateverTheLengthOfTheKey(String algorithm, String mac) throws Exception {
		for (String key : List.of("k", KEY.text(), "ключ", "x".repeat(64), "x".repeat(128), "x".repeat(300))) {
			String token = sign(mac, key, "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\"-1203948\"}",
					"{\"exp\":" + LATER + ",\"aud\":\"" + AUDIENCE + "\"}");
			assertThat(verifier(new AccessKey(key)).verify(token, TARGET).expiresAt()).isNotNull();
		}
	}

	private static String foreign(String content) {
		return sign("HmacSHA256", KEY.text(), "{\"alg\":\"HS256\"}", content);
	}

	private static String sign(String mac, String key, String header, String content) {
		String signed = encode(header) + "." + encode(content);
		return signed + "." + mac(mac, key, signed);
	}

	private static String encode(String text) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
	}

	private static String mac(String name, String key, String signed) {
		try {
			Mac mac = Mac.getInstance(name);
			mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), name));
			return Base64.getUrlEncoder()
				.withoutPadding()
				.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void bothKeysAreGood() throws AccessTokenException {
		AccessKey other = new AccessKey("secondary");
		AccessTokenVerifier both = verifier(KEY, other);
		assertThat(both.verify(issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of()), TARGET)).isNotNull();
		assertThat(both.verify(issuer(other).issue(AUDIENCE, Duration.ofHours(1), List.of()), TARGET)).isNotNull();
		assertRefused(issuer(new AccessKey("third")).issue(AUDIENCE, Duration.ofHours(1), List.of()),
				Reason.BAD_SIGNATURE);
	}

	@Test
	void claimsOfAllKindsBecomeTexts() throws AccessTokenException {
		AccessToken token = this.verifier.verify(
				foreign("{\"n\":1.50,\"b\":true,\"z\":null,\"o\":{\"a\":[1,\"x\"]},"
						+ "\"l\":[\"p\",2,{\"q\":1},[3]],\"e\":[],\"exp\":" + LATER + ",\"aud\":\"" + AUDIENCE + "\"}"),
				TARGET);
		assertThat(token.claims()).startsWith(new Claim("n", "1.50"), new Claim("b", "true"), new Claim("z", ""),
				new Claim("o", "{\"a\":[1,\"x\"]}"), new Claim("l", "p"), new Claim("l", "2"),
				new Claim("l", "{\"q\":1}"), new Claim("l", "[3]"));
		assertThat(token.first("e")).isNull();
		assertThat(token.toString()).doesNotContain("1.50");
	}

	@Test
	void audienceMayBeAnArray() throws AccessTokenException {
		assertThat(this.verifier
			.verify(foreign("{\"exp\":" + LATER + ",\"aud\":[\"http://other/\",\"" + AUDIENCE + "\"]}"), TARGET))
			.isNotNull();
	}

	@Test
	void userIdIsTheServiceClaimElseTheNameIdentifierElseTheSubject() {
		assertThat(userId("asrs.s.uid", "nameid", "sub")).isEqualTo("asrs.s.uid");
		assertThat(userId("sub", "nameid")).isEqualTo("nameid");
		assertThat(userId("sub", ClaimNames.NAME_IDENTIFIER)).isEqualTo(ClaimNames.NAME_IDENTIFIER);
		assertThat(userId("sub", "email")).isEqualTo("sub");
		assertThat(userId("email")).isNull();
	}

	private static String userId(String... types) {
		return new AccessToken(List.of(types).stream().map((type) -> new Claim(type, type)).toList(), null).userId();
	}

	@Test
	void namesAreMadeLongForAppServers() {
		AccessToken token = new AccessToken(List.of(new Claim("nameid", "1"), new Claim("sub", "2"),
				new Claim("roles", "3"), new Claim("asrs.s.uid", "4"), new Claim("custom", "5")), null);
		assertThat(token.longNamedClaims()).containsExactly(new Claim(ClaimNames.NAME_IDENTIFIER, "1"),
				new Claim(ClaimNames.NAME_IDENTIFIER, "2"), new Claim(ClaimNames.ROLE, "3"),
				new Claim("asrs.s.uid", "4"), new Claim("custom", "5"));
	}

	@Test
	void timeIsUpAtTheSecondOfExpiry() throws AccessTokenException {
		assertRefused(timed("\"exp\":" + NOW.getEpochSecond()), Reason.EXPIRED);
		assertRefused(timed("\"exp\":" + NOW.minusSeconds(1).getEpochSecond()), Reason.EXPIRED);
		assertRefused(timed("\"exp\":-1"), Reason.EXPIRED);
		assertThat(this.verifier.verify(timed("\"exp\":" + NOW.plusSeconds(1).getEpochSecond()), TARGET)).isNotNull();
		assertThat(this.verifier.verify(timed("\"exp\":1e999999999"), TARGET).expiresAt())
			.isEqualTo("9999-12-31T23:59:59Z");
	}

	@Test
	void notBeforeToleratesClockSkew() throws AccessTokenException {
		long edge = NOW.plus(Duration.ofMinutes(5)).getEpochSecond();
		assertThat(this.verifier.verify(timed("\"exp\":9999999999,\"nbf\":" + edge), TARGET)).isNotNull();
		assertRefused(timed("\"exp\":9999999999,\"nbf\":" + (edge + 1)), Reason.NOT_YET_VALID);
	}

	private static String timed(String claims) {
		return foreign("{" + claims + ",\"aud\":\"" + AUDIENCE + "\"}");
	}

	@Test
	void expiryIsRequired() {
		assertRefused(foreign("{\"aud\":\"" + AUDIENCE + "\"}"), Reason.NO_EXPIRY);
		assertRefused(timed("\"exp\":\"soon\""), Reason.NO_EXPIRY);
		assertRefused(timed("\"exp\":null"), Reason.NO_EXPIRY);
	}

	@Test
	void audienceIsRequired() {
		assertRefused(foreign("{\"exp\":" + LATER + "}"), Reason.WRONG_AUDIENCE);
		assertRefused(foreign("{\"exp\":" + LATER + ",\"aud\":\"http://localhost/client/?hub=other\"}"),
				Reason.WRONG_AUDIENCE);
		assertRefused(foreign("{\"exp\":" + LATER + ",\"aud\":\"http://elsewhere/client/?hub=chat\"}"),
				Reason.WRONG_AUDIENCE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "none", "None", "NONE", "RS256", "ES256", "EdDSA", "PS512", "HS1", "hs256" })
	void otherAlgorithmsAreRefused(String algorithm) {
		String header = "{\"alg\":\"" + algorithm + "\"}";
		String content = "{\"exp\":" + LATER + ",\"aud\":\"" + AUDIENCE + "\"}";
		assertRefused(sign("HmacSHA256", KEY.text(), header, content), Reason.UNSUPPORTED_ALGORITHM);
		assertRefused(encode(header) + "." + encode(content) + ".", Reason.UNSUPPORTED_ALGORITHM);
	}

	@Test
	void aMissingSignatureIsNoSignature() {
		String content = "{\"exp\":" + LATER + ",\"aud\":\"" + AUDIENCE + "\"}";
		assertThatExceptionOfType(AccessTokenException.class)
			.isThrownBy(() -> this.verifier.verify(encode("{\"alg\":\"HS256\"}") + "." + encode(content) + ".", TARGET))
			.satisfies((ex) -> assertThat(ex.reason()).isIn(Reason.BAD_SIGNATURE, Reason.MALFORMED));
	}

	@Test
	void oneChangedCharacterBreaksTheSignature() {
		String token = issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of(new Claim("a", "b")));
		int content = token.indexOf('.') + 5;
		char other = (token.charAt(content) == 'A') ? 'B' : 'A';
		assertRefused(token.substring(0, content) + other + token.substring(content + 1), Reason.BAD_SIGNATURE);
	}

	@Test
	void criticalHeadersAreNotIgnored() {
		assertRefused(sign("HmacSHA256", KEY.text(), "{\"alg\":\"HS256\",\"crit\":[\"x\"],\"x\":1}",
				"{\"exp\":" + LATER + ",\"aud\":\"" + AUDIENCE + "\"}"), Reason.BAD_SIGNATURE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ".", "..", "a.b.c", "....", "eyJhbGciOiJIUzI1NiJ9", "eyJhbGciOiJIUzI1NiJ9.e30",
			"\u0000.\u0000.\u0000", "e30.e30.e30", "W10.e30.e30", "eyJhbGciOjF9.e30.AAAA",
			"eyJhbGciOm51bGx9.e30.AAAA" })
	void nonsenseIsRefused(String token) {
		assertThatExceptionOfType(AccessTokenException.class).isThrownBy(() -> this.verifier.verify(token, TARGET))
			.satisfies((ex) -> assertThat(ex.reason()).isIn(Reason.MALFORMED, Reason.UNSUPPORTED_ALGORITHM));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "[]", "null", "{", "{\"exp\":1}{", "{\"exp\":9999999999,\"exp\":1}", "{'a':1}" })
	void contentMustBeOneObject(String content) {
		assertRefused(foreign(content), Reason.MALFORMED);
	}

	@Test
	void deepContentIsRefused() {
		assertRefused(foreign("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}"), Reason.MALFORMED);
	}

	@Test
	void deepHeaderIsRefused() {
		assertRefused(sign("HmacSHA256", KEY.text(),
				"{\"alg\":\"HS256\",\"a\":" + "[".repeat(1400) + "]".repeat(1400) + "}", "{}"), Reason.MALFORMED);
	}

	@Test
	void lengthIsLimitedOnBothSides() throws AccessTokenException {
		String edge = issueOfLength(4096);
		assertThat(edge).hasSize(4096);
		assertThat(this.verifier.verify(edge, TARGET)).isNotNull();
		assertThatExceptionOfType(AccessTokenTooLongException.class)
			.isThrownBy(
					() -> issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of(new Claim("a", "x".repeat(3000)))))
			.withMessage("AccessToken must not be longer than 4K.");
		assertRefused("x".repeat(4097), Reason.TOO_LONG);
	}

	private static String issueOfLength(int length) {
		for (int size = 2500; size < 3000; size++) {
			String token = issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of(new Claim("a", "x".repeat(size))));
			if (token.length() == length) {
				return token;
			}
		}
		throw new AssertionError("No claim gives a token of " + length + " characters");
	}

	@ParameterizedTest
	@ValueSource(strings = { "nbf", "exp", "iat", "iss", "aud" })
	void claimsOfTheIssuerCannotBeGiven(String type) {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> issuer(KEY).issue(AUDIENCE, Duration.ofHours(1), List.of(new Claim(type, "1"))));
	}

	@Test
	void keysAreNotShownAndWeakOnesKnown() {
		assertThat(KEY.toString()).doesNotContain("ABC");
		assertThat(KEY.isWeak()).isFalse();
		assertThat(new AccessKey("x".repeat(31)).isWeak()).isTrue();
		assertThat(new AccessKey("ü".repeat(16)).isWeak()).isFalse();
		assertThatIllegalArgumentException().isThrownBy(() -> new AccessKey(""));
	}

	@Test
	void refusalsTellNothingSecret() {
		String token = issuer(new AccessKey("hush")).issue(AUDIENCE, Duration.ofHours(1), List.of());
		assertThatExceptionOfType(AccessTokenException.class).isThrownBy(() -> this.verifier.verify(token, TARGET))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain(token, "hush"));
	}

	private void assertRefused(String token, Reason reason) {
		assertThatExceptionOfType(AccessTokenException.class).isThrownBy(() -> this.verifier.verify(token, TARGET))
			.satisfies((ex) -> assertThat(ex.reason()).isSameAs(reason));
	}

}

package dev.understudy.idp;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What a user who signed in has granted an application. */
record Grant(
        String issuer,
        String clientId,
        String redirectUri,
        String subject,
        Set<String> scope,
        Optional<String> nonce,
        Optional<CodeChallenge> codeChallenge,
        Instant authenticatedAt) {}

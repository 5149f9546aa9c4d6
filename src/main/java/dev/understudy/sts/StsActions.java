package dev.understudy.sts;

import dev.understudy.credentials.TemporaryCredentials;

/** Every action of STS that is answered. */
public record StsActions(
        SignedAction<AssumeRole.Response> assumeRole,
        AssumeRoleWithSaml assumeRoleWithSaml,
        AssumeRoleWithWebIdentity assumeRoleWithWebIdentity,
        SignedAction<AssumeRoot.Response> assumeRoot,
        SignedAction<DecodeAuthorizationMessage.Response> decodeAuthorizationMessage,
        SignedAction<GetAccessKeyInfo.Response> getAccessKeyInfo,
        SignedAction<GetCallerIdentity.Response> getCallerIdentity,
        SignedAction<GetDelegatedAccessToken.Response> getDelegatedAccessToken,
        SignedAction<GetFederationToken.Response> getFederationToken,
        SignedAction<GetScopedCredentials.Response> getScopedCredentials,
        SignedAction<TemporaryCredentials> getSessionToken,
        SignedAction<GetWebIdentityToken.Response> getWebIdentityToken) {}

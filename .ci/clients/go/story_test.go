// Package clients tells the story of .ci/clients to the AWS SDK for Go.
package clients

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

const allowAll = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}`

func withToken(t *testing.T, name, token string, options ...func(*sts.AssumeRoleWithWebIdentityInput)) (
	*sts.AssumeRoleWithWebIdentityOutput, error) {
	t.Helper()
	input := &sts.AssumeRoleWithWebIdentityInput{
		RoleArn: aws.String(role(name)), RoleSessionName: aws.String("story"), WebIdentityToken: &token,
	}
	for _, option := range options {
		option(input)
	}
	return anybody(t).AssumeRoleWithWebIdentity(t.Context(), input)
}

func withAssertion(t *testing.T, name, assertion string) (*sts.AssumeRoleWithSAMLOutput, error) {
	t.Helper()
	return anybody(t).AssumeRoleWithSAML(t.Context(), &sts.AssumeRoleWithSAMLInput{
		RoleArn: aws.String(role(name)), PrincipalArn: aws.String(samlProvider), SAMLAssertion: &assertion,
		DurationSeconds: aws.Int32(900),
	})
}

// first is a session of the role First.
func first(t *testing.T, options ...func(*sts.AssumeRoleInput)) *sts.AssumeRoleOutput {
	t.Helper()
	answer, err := assumeRole(t, alice, "First", options...)
	must(t, err)
	return answer
}

func identified(input *sts.AssumeRoleInput) { input.SourceIdentity = aws.String("alice") }

func partners(externalID *string) func(*sts.AssumeRoleInput) {
	return func(input *sts.AssumeRoleInput) {
		input.RoleArn, input.ExternalId = aws.String("arn:aws:iam::"+partner+":role/Partner"), externalID
	}
}

func TestUsersKeyShowsTheUser(t *testing.T) {
	caller, err := whoAmI(t, alice)
	must(t, err)
	assertText(t, "Arn", caller.Arn, aliceArn)
	assertText(t, "Account", caller.Account, account)
	assertMatches(t, "UserId", caller.UserId, "AIDA[A-Z0-9]{17}")
}

func TestDefaultChainFindsATokensFileAndTakesTheRole(t *testing.T) {
	file := filepath.Join(t.TempDir(), "token")
	must(t, os.WriteFile(file, []byte(token(t, nil)), 0o600))
	t.Setenv("AWS_ROLE_ARN", role("Web"))
	t.Setenv("AWS_ROLE_SESSION_NAME", "chain")
	t.Setenv("AWS_WEB_IDENTITY_TOKEN_FILE", file)

	assertCaller(t, nil, assumedRole("Web", "chain"))
}

func TestTokenGivesARolesCredentials(t *testing.T) {
	answer, err := withToken(t, "Web", token(t, nil), func(input *sts.AssumeRoleWithWebIdentityInput) {
		input.DurationSeconds = aws.Int32(900)
	})
	must(t, err)
	assertSession(t, answer.Credentials, 900)
	assertText(t, "SubjectFromWebIdentityToken", answer.SubjectFromWebIdentityToken, "alice")
	assertText(t, "Audience", answer.Audience, "app")
	assertText(t, "Provider", answer.Provider, "arn:aws:iam::"+account+":oidc-provider/idp.example.com")
	assertText(t, "AssumedRoleUser.Arn", answer.AssumedRoleUser.Arn, assumedRole("Web", "story"))
	assertMatches(t, "AssumedRoleId", answer.AssumedRoleUser.AssumedRoleId, "AROA[A-Z0-9]{17}:story")
	assertPacked(t, answer.PackedPolicySize)
	if answer.SourceIdentity != nil {
		t.Errorf("SourceIdentity is %q", *answer.SourceIdentity)
	}
	assertCaller(t, session(answer.Credentials), assumedRole("Web", "story"))
}

func TestTokenBringsTagsAndASourceIdentity(t *testing.T) {
	plain, err := withToken(t, "Traced", token(t, nil))
	must(t, err)
	claims := map[string]any{
		"https://aws.amazon.com/tags": map[string]any{
			"principal_tags": map[string]any{"team": []string{"red"}}, "transitive_tag_keys": []string{"team"},
		},
		"https://aws.amazon.com/source_identity": "alice",
	}
	answer, err := withToken(t, "Traced", token(t, map[string]any{"claims": claims}),
		func(input *sts.AssumeRoleWithWebIdentityInput) { input.Policy = aws.String(allowAll) })
	must(t, err)
	assertText(t, "SourceIdentity", answer.SourceIdentity, "alice")
	if *answer.PackedPolicySize <= *plain.PackedPolicySize {
		t.Errorf("tags and a policy take %d, without them it was %d", *answer.PackedPolicySize, *plain.PackedPolicySize)
	}
}

func TestWhatIsNoTokenIsRefused(t *testing.T) {
	_, err := withToken(t, "Web", "garbage")
	assertTyped[*types.InvalidIdentityTokenException](t, err, "InvalidIdentityToken")
}

func TestExpiredTokenIsRefused(t *testing.T) {
	_, err := withToken(t, "Web", token(t, map[string]any{"expiresIn": -3600}))
	assertTyped[*types.ExpiredTokenException](t, err, "ExpiredTokenException")
}

func TestAnotherSubjectsTokenIsRefusedByTheTrustPolicy(t *testing.T) {
	_, err := withToken(t, "Web", token(t, map[string]any{"subject": "mallory"}))
	assertRefused(t, err, "AccessDenied", http.StatusForbidden)
}

func TestUserTakesARoleWithNothingElse(t *testing.T) {
	answer := first(t)
	if answer.SourceIdentity != nil || answer.PackedPolicySize != nil {
		t.Errorf("there is more than was asked for: %+v", answer)
	}
}

func TestUserTakesARoleWithTagsAndASourceIdentity(t *testing.T) {
	answer := first(t, withRed, identified)
	assertSession(t, answer.Credentials, 3600)
	assertText(t, "AssumedRoleUser.Arn", answer.AssumedRoleUser.Arn, assumedRole("First", "story"))
	assertMatches(t, "AssumedRoleId", answer.AssumedRoleUser.AssumedRoleId, "AROA[A-Z0-9]{17}:story")
	assertText(t, "SourceIdentity", answer.SourceIdentity, "alice")
	assertPacked(t, answer.PackedPolicySize)
	caller, err := whoAmI(t, session(answer.Credentials))
	must(t, err)
	assertText(t, "UserId", caller.UserId, *answer.AssumedRoleUser.AssumedRoleId)
}

func TestChainKeepsTheSourceIdentity(t *testing.T) {
	second, err := assumeRole(t, session(first(t, withRed, identified).Credentials), "Second",
		func(input *sts.AssumeRoleInput) { input.DurationSeconds = aws.Int32(3600) })
	must(t, err)
	assertSession(t, second.Credentials, 3600)
	assertText(t, "SourceIdentity", second.SourceIdentity, "alice")
	assertCaller(t, session(second.Credentials), assumedRole("Second", "story"))
}

func TestTransitiveTagStaysAsItIsInAChain(t *testing.T) {
	blue := func(input *sts.AssumeRoleInput) {
		input.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("blue")}}
	}
	_, err := assumeRole(t, session(first(t, withRed).Credentials), "Second", blue)
	assertRefused(t, err, "InvalidParameterValue", http.StatusBadRequest)

	passing := first(t, func(input *sts.AssumeRoleInput) { input.Tags = red })
	_, err = assumeRole(t, session(passing.Credentials), "Second", blue)
	must(t, err)
}

func TestProviderOfCredentialsTakesOneRoleAfterTheOther(t *testing.T) {
	one := stscreds.NewAssumeRoleProvider(client(t, alice), role("First"), func(options *stscreds.AssumeRoleOptions) {
		options.Tags, options.TransitiveTagKeys = red, []string{"team"}
	})
	two := stscreds.NewAssumeRoleProvider(client(t, one), role("Second"), func(options *stscreds.AssumeRoleOptions) {
		options.RoleSessionName = "two"
	})
	assertCaller(t, two, assumedRole("Second", "two"))
}

func TestChainIsGoodForAnHourAtTheMost(t *testing.T) {
	_, err := assumeRole(t, session(first(t, withRed).Credentials), "Second",
		func(input *sts.AssumeRoleInput) { input.DurationSeconds = aws.Int32(3601) })
	assertRefused(t, err, "ValidationError", http.StatusBadRequest)
}

func TestTagThatTheUsersPolicyDeniesIsRefused(t *testing.T) {
	_, err := assumeRole(t, alice, "First", func(input *sts.AssumeRoleInput) {
		input.Tags = []types.Tag{{Key: aws.String("team"), Value: aws.String("forbidden")}}
	})
	assertRefused(t, err, "AccessDenied", http.StatusForbidden)
}

func TestChainWithoutTheTagThatTheTrustPolicyAsksForIsRefused(t *testing.T) {
	_, err := assumeRole(t, session(first(t).Credentials), "Second")
	assertRefused(t, err, "AccessDenied", http.StatusForbidden)
}

func TestPartnersRoleWantsTheExternalID(t *testing.T) {
	for _, externalID := range []*string{nil, aws.String("guessed")} {
		_, err := assumeRole(t, alice, "Partner", partners(externalID))
		assertRefused(t, err, "AccessDenied", http.StatusForbidden)
	}
	answer, err := assumeRole(t, alice, "Partner", partners(aws.String("agreed-42")))
	must(t, err)
	caller, err := whoAmI(t, session(answer.Credentials))
	must(t, err)
	assertText(t, "Account", caller.Account, partner)
	assertText(t, "Arn", caller.Arn, "arn:aws:sts::"+partner+":assumed-role/Partner/story")
}

func TestAssertionGivesARolesCredentials(t *testing.T) {
	answer, err := withAssertion(t, "Employee", assertion(t, "Employee", nil))
	must(t, err)
	assertSession(t, answer.Credentials, 900)
	assertText(t, "AssumedRoleUser.Arn", answer.AssumedRoleUser.Arn, assumedRole("Employee", "alice"))
	assertMatches(t, "AssumedRoleId", answer.AssumedRoleUser.AssumedRoleId, "AROA[A-Z0-9]{17}:alice")
	assertText(t, "Subject", answer.Subject, "alice")
	assertText(t, "SubjectType", answer.SubjectType, "persistent")
	assertText(t, "Issuer", answer.Issuer, "urn:understudy:saml:Corp")
	assertText(t, "Audience", answer.Audience, "https://signin.aws.amazon.com/saml")
	assertMatches(t, "NameQualifier", answer.NameQualifier, "[A-Za-z0-9+/]{27}=")
	assertPacked(t, answer.PackedPolicySize)
	assertCaller(t, session(answer.Credentials), assumedRole("Employee", "alice"))
}

func TestAssertionBringsTagsAndASourceIdentity(t *testing.T) {
	plain, err := withAssertion(t, "Traced", assertion(t, "Traced", nil))
	must(t, err)
	more := map[string]any{"tags": map[string]any{"team": strings.Repeat("red", 50)}, "sourceIdentity": "alice"}
	answer, err := withAssertion(t, "Traced", assertion(t, "Traced", more))
	must(t, err)
	assertText(t, "SourceIdentity", answer.SourceIdentity, "alice")
	if *answer.PackedPolicySize <= *plain.PackedPolicySize {
		t.Errorf("tags take %d, without them it was %d", *answer.PackedPolicySize, *plain.PackedPolicySize)
	}
}

func TestWhatIsNoAssertionIsRefusedAndSoIsOneThatHasExpired(t *testing.T) {
	_, err := withAssertion(t, "Employee", base64.StdEncoding.EncodeToString([]byte("garbage")))
	assertTyped[*types.InvalidIdentityTokenException](t, err, "InvalidIdentityToken")
	_, err = withAssertion(t, "Employee", assertion(t, "Employee", map[string]any{"expiresIn": -60}))
	assertTyped[*types.ExpiredTokenException](t, err, "ExpiredTokenException")
}

func TestSessionTokenIsGoodForTheUserItself(t *testing.T) {
	input := &sts.GetSessionTokenInput{DurationSeconds: aws.Int32(900)}
	answer, err := client(t, alice).GetSessionToken(t.Context(), input)
	must(t, err)
	assertSession(t, answer.Credentials, 900)
	assertCaller(t, session(answer.Credentials), aliceArn)

	_, err = client(t, session(answer.Credentials)).GetSessionToken(t.Context(), input)
	assertRefused(t, err, "AccessDenied", http.StatusForbidden)
}

func TestFederationTokenIsGoodForSomebodyElse(t *testing.T) {
	answer, err := client(t, alice).GetFederationToken(t.Context(), &sts.GetFederationTokenInput{
		Name: aws.String("bob"), Policy: aws.String(allowAll), Tags: red, DurationSeconds: aws.Int32(900),
	})
	must(t, err)
	assertSession(t, answer.Credentials, 900)
	assertText(t, "FederatedUser.Arn", answer.FederatedUser.Arn, "arn:aws:sts::"+account+":federated-user/bob")
	assertText(t, "FederatedUserId", answer.FederatedUser.FederatedUserId, account+":bob")
	assertPacked(t, answer.PackedPolicySize)
	caller, err := whoAmI(t, session(answer.Credentials))
	must(t, err)
	assertText(t, "Arn", caller.Arn, *answer.FederatedUser.Arn)
	assertText(t, "UserId", caller.UserId, *answer.FederatedUser.FederatedUserId)
}

func TestAccessKeyTellsItsAccount(t *testing.T) {
	theirs, err := assumeRole(t, alice, "Partner", partners(aws.String("agreed-42")))
	must(t, err)
	for key, expected := range map[string]string{keyID: account, *theirs.Credentials.AccessKeyId: partner} {
		answer, err := client(t, alice).GetAccessKeyInfo(t.Context(), &sts.GetAccessKeyInfoInput{AccessKeyId: &key})
		must(t, err)
		assertText(t, "Account", answer.Account, expected)
	}
}

func TestMessageAboutADenialIsDecoded(t *testing.T) {
	asked := map[string]any{"principal": aliceArn, "action": "s3:GetObject", "resource": "arn:aws:s3:::bucket/key"}
	encoded := text(t, control(t, "/authorize", asked), "encodedMessage")
	answer, err := client(t, alice).DecodeAuthorizationMessage(t.Context(),
		&sts.DecodeAuthorizationMessageInput{EncodedMessage: &encoded})
	must(t, err)
	var message struct {
		Allowed, ExplicitDeny *bool
		Context               struct {
			Principal        struct{ Arn string }
			Action, Resource string
		}
	}
	must(t, json.Unmarshal([]byte(*answer.DecodedMessage), &message))
	if message.Allowed == nil || *message.Allowed || message.ExplicitDeny == nil || *message.ExplicitDeny {
		t.Errorf("no implicit denial: %s", *answer.DecodedMessage)
	}
	assertText(t, "principal", &message.Context.Principal.Arn, aliceArn)
	assertText(t, "action", &message.Context.Action, "s3:GetObject")
	assertText(t, "resource", &message.Context.Resource, "arn:aws:s3:::bucket/key")
}

func TestMemberAccountsRootUserDoesOneTask(t *testing.T) {
	assumeRoot := func(policy string) (*sts.AssumeRootOutput, error) {
		return client(t, alice).AssumeRoot(t.Context(), &sts.AssumeRootInput{
			TargetPrincipal: aws.String(partner),
			TaskPolicyArn:   &types.PolicyDescriptorType{Arn: aws.String("arn:aws:iam::aws:policy/" + policy)},
			DurationSeconds: aws.Int32(900),
		})
	}
	answer, err := assumeRoot("root-task/IAMAuditRootUserCredentials")
	must(t, err)
	assertSession(t, answer.Credentials, 900)
	assertCaller(t, session(answer.Credentials), "arn:aws:iam::"+partner+":root")

	_, err = assumeRoot("ReadOnlyAccess")
	assertRefused(t, err, "ValidationError", http.StatusBadRequest)
}

func TestBadPoliciesAndMessagesAreRefusedByName(t *testing.T) {
	withPolicy := func(policy string) error {
		_, err := assumeRole(t, alice, "First", func(input *sts.AssumeRoleInput) { input.Policy = &policy })
		return err
	}
	assertTyped[*types.MalformedPolicyDocumentException](t, withPolicy("not json"), "MalformedPolicyDocument")

	buckets := make([]string, 200)
	for n := range buckets {
		buckets[n] = fmt.Sprintf(`"arn:aws:s3:::bucket-%d/*"`, n)
	}
	huge := strings.Replace(allowAll, `"Resource":"*"`, `"Resource":[`+strings.Join(buckets, ",")+`]`, 1)
	assertTyped[*types.PackedPolicyTooLargeException](t, withPolicy(huge), "PackedPolicyTooLarge")

	_, err := client(t, alice).DecodeAuthorizationMessage(t.Context(),
		&sts.DecodeAuthorizationMessageInput{EncodedMessage: aws.String("garbage")})
	assertTyped[*types.InvalidAuthorizationMessageException](t, err, "InvalidAuthorizationMessageException")
}

func TestCredentialsThatWereExpiredAreRefusedAndNoOthers(t *testing.T) {
	expired, other := first(t).Credentials, first(t).Credentials
	assertCaller(t, session(expired), assumedRole("First", "story"))
	control(t, "/sessions/expire", map[string]any{"accessKeyId": *expired.AccessKeyId})
	_, err := whoAmI(t, session(expired))
	assertRefused(t, err, "ExpiredToken", http.StatusForbidden)
	assertCaller(t, session(other), assumedRole("First", "story"))
}

func TestWrongSecretAndUnknownKeyAreToldApart(t *testing.T) {
	_, err := whoAmI(t, credentials.NewStaticCredentialsProvider(keyID, "wrong", ""))
	assertRefused(t, err, "SignatureDoesNotMatch", http.StatusForbidden)
	_, err = whoAmI(t, credentials.NewStaticCredentialsProvider("AKIAIOSFODNN7EXAMPLE", secret, ""))
	assertRefused(t, err, "InvalidClientTokenId", http.StatusForbidden)
}

// As aws-iam-authenticator makes it: two more values go in before the signature.
func TestEksTokensURLIsGoodAsItWasSigned(t *testing.T) {
	presigner := sts.NewPresignClient(client(t, session(first(t).Credentials)))
	signed, err := presigner.PresignGetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{},
		func(options *sts.PresignOptions) {
			options.ClientOptions = append(options.ClientOptions, sts.WithAPIOptions(
				smithyhttp.SetHeaderValue("x-k8s-aws-id", "my-cluster"), smithyhttp.SetHeaderValue("X-Amz-Expires", "60")))
		})
	must(t, err)
	cluster := http.Header{"X-K8s-Aws-Id": {"my-cluster"}}

	status, body := fetch(t, signed.URL, cluster)
	if arn := "<Arn>" + assumedRole("First", "story") + "</Arn>"; status != http.StatusOK || !strings.Contains(body, arn) {
		t.Errorf("%d %s", status, body)
	}
	for what, refused := range map[string]struct {
		url    string
		header http.Header
	}{
		"an altered signature": {altered(t, signed.URL), cluster},
		"another cluster":      {signed.URL, http.Header{"X-K8s-Aws-Id": {"another"}}},
		"no cluster":           {signed.URL, http.Header{}},
	} {
		if status, body := fetch(t, refused.url, refused.header); status != http.StatusForbidden {
			t.Errorf("%s: %d %s", what, status, body)
		}
	}
}

// altered changes the first digit of the signature.
func altered(t *testing.T, url string) string {
	t.Helper()
	before, signature, found := strings.Cut(url, "X-Amz-Signature=")
	if !found {
		t.Fatalf("not signed: %s", url)
	}
	digit := "0"
	if signature[:1] == digit {
		digit = "1"
	}
	return before + "X-Amz-Signature=" + digit + signature[1:]
}

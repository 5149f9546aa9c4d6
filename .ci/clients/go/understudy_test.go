package clients

// What the steps of the story have in common: the scene's names, clients, and what the control API hands out.

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"os"
	"regexp"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	"github.com/aws/smithy-go"
)

const (
	account      = "123456789012"
	partner      = "210987654321"
	aliceArn     = "arn:aws:iam::" + account + ":user/alice"
	issuer       = "https://idp.example.com"
	samlProvider = "arn:aws:iam::" + account + ":saml-provider/Corp"
	keyID        = "AKIARZPUZDIKGB2VALC4"
	secret       = "understudy/documentation/only/EXAMPLEKEY"
)

var (
	endpoint = os.Getenv("AWS_ENDPOINT_URL_STS")
	alice    = credentials.NewStaticCredentialsProvider(keyID, secret, "")
	red      = []types.Tag{{Key: aws.String("team"), Value: aws.String("red")}}
)

func TestMain(m *testing.M) {
	if endpoint == "" {
		fmt.Fprintln(os.Stderr, "AWS_ENDPOINT_URL_STS says where Understudy listens; .ci/clients/run.sh sets it.")
		os.Exit(2)
	}
	os.Exit(m.Run())
}

func role(name string) string { return "arn:aws:iam::" + account + ":role/" + name }

func assumedRole(name, session string) string {
	return "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session
}

// client signs with what the provider gives; with none, the SDK's default chain looks for credentials.
func client(t *testing.T, provider aws.CredentialsProvider) *sts.Client {
	t.Helper()
	settings, err := config.LoadDefaultConfig(t.Context(), config.WithCredentialsProvider(provider))
	must(t, err)
	return sts.NewFromConfig(settings)
}

// anybody is a client that cannot sign.
func anybody(t *testing.T) *sts.Client { return client(t, aws.AnonymousCredentials{}) }

func session(given *types.Credentials) aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider(*given.AccessKeyId, *given.SecretAccessKey, *given.SessionToken)
}

func whoAmI(t *testing.T, provider aws.CredentialsProvider) (*sts.GetCallerIdentityOutput, error) {
	t.Helper()
	return client(t, provider).GetCallerIdentity(t.Context(), &sts.GetCallerIdentityInput{})
}

// assertCaller checks whose credentials these are.
func assertCaller(t *testing.T, provider aws.CredentialsProvider, arn string) {
	t.Helper()
	caller, err := whoAmI(t, provider)
	must(t, err)
	assertText(t, "Arn", caller.Arn, arn)
}

// assumeRole takes a role of the account, with what the options add to the call.
func assumeRole(t *testing.T, provider aws.CredentialsProvider, name string, options ...func(*sts.AssumeRoleInput)) (
	*sts.AssumeRoleOutput, error) {
	t.Helper()
	input := &sts.AssumeRoleInput{RoleArn: aws.String(role(name)), RoleSessionName: aws.String("story")}
	for _, option := range options {
		option(input)
	}
	return client(t, provider).AssumeRole(t.Context(), input)
}

func withRed(input *sts.AssumeRoleInput) {
	input.Tags, input.TransitiveTagKeys = red, []string{"team"}
}

// control gives the answer of a control call.
func control(t *testing.T, path string, body map[string]any) map[string]any {
	t.Helper()
	encoded, err := json.Marshal(body)
	must(t, err)
	answer, err := http.Post(endpoint+"/_understudy"+path, "application/json", bytes.NewReader(encoded))
	must(t, err)
	defer answer.Body.Close()
	members := map[string]any{}
	must(t, json.NewDecoder(answer.Body).Decode(&members))
	if answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s %v", path, answer.Status, members)
	}
	return members
}

// text gives a member of an answer that must be there.
func text(t *testing.T, members map[string]any, name string) string {
	t.Helper()
	value, isText := members[name].(string)
	if !isText {
		t.Fatalf("no text %s in %v", name, members)
	}
	return value
}

// token is one for alice and the app, or what else is asked for.
func token(t *testing.T, more map[string]any) string {
	t.Helper()
	body := map[string]any{"issuer": issuer, "audience": "app", "subject": "alice"}
	maps.Copy(body, more)
	return text(t, control(t, "/tokens", body), "token")
}

// assertion is Corp's that alice may take this role.
func assertion(t *testing.T, name string, more map[string]any) string {
	t.Helper()
	body := map[string]any{"subject": "alice", "sessionName": "alice", "roles": []string{role(name)}}
	maps.Copy(body, more)
	return text(t, control(t, "/saml/Corp/assertions", body), "SAMLAssertion")
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func assertText(t *testing.T, what string, actual *string, expected string) {
	t.Helper()
	if aws.ToString(actual) != expected {
		t.Errorf("%s is %q, not %q", what, aws.ToString(actual), expected)
	}
}

func assertMatches(t *testing.T, what string, actual *string, pattern string) {
	t.Helper()
	if !regexp.MustCompile("^(?:" + pattern + ")$").MatchString(aws.ToString(actual)) {
		t.Errorf("%s is %q, which is not of the form %s", what, aws.ToString(actual), pattern)
	}
}

func assertPacked(t *testing.T, size *int32) {
	t.Helper()
	if aws.ToInt32(size) <= 0 {
		t.Errorf("PackedPolicySize is %d", aws.ToInt32(size))
	}
}

// assertSession checks that credentials are a session's, complete, and end in so many seconds.
func assertSession(t *testing.T, given *types.Credentials, seconds int) {
	t.Helper()
	assertMatches(t, "AccessKeyId", given.AccessKeyId, "ASIA[A-Z2-7]{16}")
	assertMatches(t, "SecretAccessKey", given.SecretAccessKey, "[A-Za-z0-9/+]{40}")
	assertMatches(t, "SessionToken", given.SessionToken, ".{100,}")
	expected := time.Now().Add(time.Duration(seconds) * time.Second)
	if difference := given.Expiration.Sub(expected).Abs(); difference > time.Minute {
		t.Errorf("the session ends at %v, not at %v", given.Expiration, expected)
	}
}

// assertRefused checks the code and status of a refusal.
func assertRefused(t *testing.T, err error, code string, status int) {
	t.Helper()
	var refusal smithy.APIError
	var response *awshttp.ResponseError
	if !errors.As(err, &refusal) || !errors.As(err, &response) {
		t.Fatalf("not refused by the server, but: %v", err)
	}
	if refusal.ErrorCode() != code || response.HTTPStatusCode() != status {
		t.Errorf("refused with %d %s, not with %d %s: %v", response.HTTPStatusCode(), refusal.ErrorCode(), status, code, err)
	}
}

// assertTyped checks that a refusal is the SDK's type for it, with status 400.
func assertTyped[T smithy.APIError](t *testing.T, err error, code string) {
	t.Helper()
	var typed T
	if !errors.As(err, &typed) {
		t.Errorf("no %T, but: %v", typed, err)
	}
	assertRefused(t, err, code, http.StatusBadRequest)
}

// fetch is a plain GET: the status, and the body.
func fetch(t *testing.T, url string, header http.Header) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	must(t, err)
	request.Header = header
	answer, err := http.DefaultClient.Do(request)
	must(t, err)
	defer answer.Body.Close()
	var body bytes.Buffer
	_, err = body.ReadFrom(answer.Body)
	must(t, err)
	return answer.StatusCode, body.String()
}

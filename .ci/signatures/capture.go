// Prints, as JSON, what the AWS SDK for Go sends when it signs with a fixed key at a fixed time; nothing is sent.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"os"
	"sort"
	"strconv"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/aws-sdk-go-v2/service/sts/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

var now = time.Date(2026, time.November, 21, 12, 0, 0, 0, time.UTC)

const secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"

var longTerm = aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: secret}
var temporary = aws.Credentials{
	AccessKeyID: "ASIAIOSFODNN7EXAMPLE", SecretAccessKey: secret, SessionToken: "IQoJb3JpZ2luX2Vj+token/with=signs",
}

type vector struct {
	Client  string      `json:"client"`
	Name    string      `json:"name"`
	Region  string      `json:"region"`
	Method  string      `json:"method"`
	Path    string      `json:"path"`
	Query   string      `json:"query"`
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body"`
}

var errNotSent = errors.New("not sent")

// fixedTime signs as the SDK does, whatever time it is.
type fixedTime struct{ *v4.Signer }

func (s fixedTime) SignHTTP(ctx context.Context, credentials aws.Credentials, r *http.Request, hash, service, region string,
	_ time.Time, options ...func(*v4.SignerOptions)) error {
	return s.Signer.SignHTTP(ctx, credentials, r, hash, service, region, now, options...)
}

func (s fixedTime) PresignHTTP(ctx context.Context, credentials aws.Credentials, r *http.Request, hash, service, region string,
	_ time.Time, options ...func(*v4.SignerOptions)) (string, http.Header, error) {
	return s.Signer.PresignHTTP(ctx, credentials, r, hash, service, region, now, options...)
}

// recorder keeps a request in the place of sending it.
type recorder struct {
	sent *http.Request
	body string
}

func (r *recorder) Do(request *http.Request) (*http.Response, error) {
	bytes, err := io.ReadAll(request.Body)
	if err != nil {
		return nil, err
	}
	r.sent, r.body = request, string(bytes)
	return nil, errNotSent
}

func client(credentials aws.Credentials, region string, http *recorder) *sts.Client {
	return sts.New(sts.Options{
		Region:           region,
		Credentials:      aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return credentials, nil }),
		HTTPClient:       http,
		HTTPSignerV4:     fixedTime{v4.NewSigner()},
		RetryMaxAttempts: 1,
	})
}

func toVector(name, region string, r *http.Request, body string) vector {
	headers := [][2]string{{"Host", r.URL.Host}}
	if body != "" {
		headers = append(headers, [2]string{"Content-Length", strconv.Itoa(len(body))})
	}
	for key, values := range r.Header {
		for _, value := range values {
			headers = append(headers, [2]string{key, value})
		}
	}
	sort.Slice(headers, func(i, j int) bool { return headers[i][0] < headers[j][0] })
	return vector{"aws-sdk-go v2", name, region, r.Method, r.URL.EscapedPath(), r.URL.RawQuery, headers, body}
}

func call(name string, credentials aws.Credentials, region string, operation func(*sts.Client) error) vector {
	http := &recorder{}
	if err := operation(client(credentials, region, http)); !errors.Is(err, errNotSent) {
		panic(err)
	}
	return toVector(name, region, http.sent, http.body)
}

// presigned makes the URL in an EKS token as aws-iam-authenticator does: two more values go in before the signature.
func presigned(name string, credentials aws.Credentials, region string) vector {
	url, err := sts.NewPresignClient(client(credentials, region, nil)).PresignGetCallerIdentity(
		context.Background(), &sts.GetCallerIdentityInput{}, func(options *sts.PresignOptions) {
			options.Presigner = fixedTime{v4.NewSigner()}
			options.ClientOptions = append(options.ClientOptions, sts.WithAPIOptions(
				smithyhttp.SetHeaderValue("x-k8s-aws-id", "my-cluster"), smithyhttp.SetHeaderValue("X-Amz-Expires", "60")))
		})
	if err != nil {
		panic(err)
	}
	request, err := http.NewRequest(url.Method, url.URL, nil)
	if err != nil {
		panic(err)
	}
	request.Header.Set("x-k8s-aws-id", "my-cluster")
	return toVector(name, region, request, "")
}

func main() {
	identity := func(c *sts.Client) error {
		_, err := c.GetCallerIdentity(context.Background(), &sts.GetCallerIdentityInput{})
		return err
	}
	assume := func(c *sts.Client) error {
		_, err := c.AssumeRole(context.Background(), &sts.AssumeRoleInput{
			RoleArn:         aws.String("arn:aws:iam::123456789012:role/Büro~ +*%2F"),
			RoleSessionName: aws.String("alice@example.com"),
			Tags:            []types.Tag{{Key: aws.String("team"), Value: aws.String("日本 & 😀")}},
		})
		return err
	}
	vectors := []vector{
		call("GetCallerIdentity, long-term key", longTerm, "us-east-1", identity),
		call("GetCallerIdentity, session", temporary, "eu-north-1", identity),
		call("AssumeRole with text that is encoded", longTerm, "us-west-2", assume),
		presigned("the URL in an EKS token", temporary, "us-east-1"),
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(vectors); err != nil {
		panic(err)
	}
}

"""Every operation of STS against AWS's own service model, as the installed botocore has it, over the socket.

For each member of each operation's input, each constraint of the model is tried at its limit, where it must hold, and one
past it, where the call must be refused in AWS's words. Each member of the output must be there and be what the model says. Each
error of the model is provoked. Where Understudy departs from the model, DEPARTURES says why, and a departure that is none any
more fails as well.
"""

import copy
import json
import re
import urllib.error
import urllib.request
from datetime import datetime

import botocore.session
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.loaders import Loader
from botocore.model import ServiceModel

from conftest import start, stop

MODEL = ServiceModel(Loader().load_service_model("sts", "service-2"), "sts")
VIOLATED = "failed to satisfy constraint"
ACCOUNT, MEMBER = "123456789012", "210987654321"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/Open"
PARTNER = f"arn:aws:iam::{MEMBER}:role/Partner"

SCENE = """
region: us-east-1
accounts:
  - { account: "210987654321", disabledRegions: [eu-south-1] }
  - { account: "123456789012", disabledRegions: [eu-south-1] }
  - { account: "333333333333", JwtVendingEnabled: false }
issuers:
  https://idp.example.com: local
  graph.facebook.com: { debugTokenUri: "http://127.0.0.1:9/debug_token", appAccessToken: "1|secret" }
oidcProviders: [{ Url: https://idp.example.com, ClientIdList: [app] }]
samlProviders: [{ Name: Corp, local: true }]
users:
  - UserName: alice
    Policies: [{ PolicyName: all, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "*", Resource: "*" } } }]
    accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: secret }]
  - UserName: poor
  - UserName: other
    account: "333333333333"
    Policies: [{ PolicyName: all, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "*", Resource: "*" } } }]
    accessKeys: [{ AccessKeyId: AKIAOTHEROTHEROTHER2, SecretAccessKey: secret }]
roles:
  - RoleName: Open
    MaxSessionDuration: 43200
    Policies: [{ PolicyName: all, PolicyDocument: { Version: 2012-10-17, Statement: { Effect: Allow, Action: "*", Resource: "*" } } }]
    AssumeRolePolicyDocument:
      Version: 2012-10-17
      Statement:
        - Effect: Allow
          Principal: { AWS: "arn:aws:iam::123456789012:user/alice" }
          Action: ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"]
        - Effect: Allow
          Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/idp.example.com" }
          Action: ["sts:AssumeRoleWithWebIdentity", "sts:SetSourceIdentity", "sts:TagSession"]
        - Effect: Allow
          Principal: { Federated: "arn:aws:iam::123456789012:saml-provider/Corp" }
          Action: ["sts:AssumeRoleWithSAML", "sts:SetSourceIdentity", "sts:TagSession"]
  - RoleName: Partner
    account: "210987654321"
    AssumeRolePolicyDocument:
      Version: 2012-10-17
      Statement: { Effect: Allow, Principal: { AWS: "*" }, Action: "sts:AssumeRole" }
"""

CONTEXT = "only in sessions of an identity provider with a context provider, which is not played"
# What the model says and Understudy does not, by operation, or operation and what of it.
DEPARTURES = {
    ("GetDelegatedAccessToken", "output"): "nothing here gives trade-in tokens, so there is never an answer",
    ("GetDelegatedAccessToken", "RegionDisabledException"): "the same",
    ("GetDelegatedAccessToken", "PackedPolicyTooLargeException"): "the same",
    ("AssumeRoleWithSAML", "TrustedIdentityPropagationContext"): CONTEXT,
    ("AssumeRoleWithWebIdentity", "TrustedIdentityPropagationContext"): CONTEXT,
    ("AssumeRole", "ExpiredTokenException"): "it is about a context assertion, and every one is refused as untrusted",
    ("AssumeRoot", "ExpiredTokenException"): "the model lists it; on what it would be answered is not known",
    ("AssumeRoleWithSAML", "IDPRejectedClaimException"): "on what AWS answers it for an assertion is not known",
}


def known_operations():
    return list(MODEL.operation_names)


class World:
    """The server, and whoever calls it."""

    def __init__(self, server):
        self.server = server

    def client(self, key="AKIAALICEALICEALICE2", secret="secret", token=None, region="us-east-1"):
        session = botocore.session.get_session()
        config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
        return session.create_client(
            "sts",
            region_name=region,
            endpoint_url=self.server.endpoint,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=config,
        )

    def of(self, credentials, region="us-east-1"):
        return self.client(
            credentials["AccessKeyId"], credentials["SecretAccessKey"], credentials["SessionToken"], region
        )

    def control(self, path, body):
        request = urllib.request.Request(
            f"{self.server.endpoint}/_understudy{path}",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def session(self, region="us-east-1", **more):
        answer = self.client().assume_role(RoleArn=ROLE, RoleSessionName="job", SourceIdentity="alice", **more)
        return self.of(answer["Credentials"], region)

    def token(self, **more):
        wanted = {"issuer": "https://idp.example.com", "audience": "app", "subject": "alice-1", **more}
        wanted.setdefault("claims", {"https://aws.amazon.com/source_identity": "alice"})
        return self.control("/tokens", wanted)["token"]

    def assertion(self, **more):
        wanted = {"subject": "alice", "sessionName": "alice", "sourceIdentity": "alice", "roles": [ROLE], **more}
        return self.control("/saml/Corp/assertions", wanted)["SAMLAssertion"]

    def message(self):
        poor = f"arn:aws:iam::{ACCOUNT}:user/poor"
        question = {"principal": poor, "action": "s3:GetObject", "resource": "arn:aws:s3:::b/k"}
        return self.control("/authorize", question)["encodedMessage"]


@pytest.fixture(scope="module")
def world(workdir):
    config = workdir / "conformance.yaml"
    config.write_text(SCENE)
    server = start(config, workdir)
    yield World(server)
    stop(server)


# Only whoever asks for it is told the size of a token.
SIZE = {"MinimumSessionTokenSize": 1500}
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})


def good(world, operation):
    """Whom a call comes from that is answered with every member of the output, and its parameters."""
    alice = world.client
    calls = {
        "AssumeRole": lambda: (
            alice(),
            {
                "RoleArn": ROLE,
                "RoleSessionName": "job",
                "Policy": POLICY,
                "SourceIdentity": "alice",
                "Tags": [{"Key": "team", "Value": "red"}],
                "TransitiveTagKeys": ["team"],
                **SIZE,
            },
        ),
        "AssumeRoleWithSAML": lambda: (
            alice(),
            {
                "RoleArn": ROLE,
                "PrincipalArn": f"arn:aws:iam::{ACCOUNT}:saml-provider/Corp",
                "SAMLAssertion": world.assertion(),
                **SIZE,
            },
        ),
        "AssumeRoleWithWebIdentity": lambda: (
            alice(),
            {"RoleArn": ROLE, "RoleSessionName": "web", "WebIdentityToken": world.token(), **SIZE},
        ),
        "AssumeRoot": lambda: (
            world.session(),
            {
                "TargetPrincipal": MEMBER,
                "TaskPolicyArn": {"arn": "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials"},
                **SIZE,
            },
        ),
        "DecodeAuthorizationMessage": lambda: (alice(), {"EncodedMessage": world.message()}),
        "GetAccessKeyInfo": lambda: (alice(), {"AccessKeyId": "AKIAALICEALICEALICE2"}),
        "GetCallerIdentity": lambda: (alice(), {}),
        "GetDelegatedAccessToken": lambda: (alice(), {"TradeInToken": "token"}),
        "GetFederationToken": lambda: (alice(), {"Name": "bob", "Policy": POLICY, **SIZE}),
        "GetScopedCredentials": lambda: (world.session(), {"Policy": POLICY, "DurationSeconds": 60, **SIZE}),
        "GetSessionToken": lambda: (alice(), dict(SIZE)),
        "GetWebIdentityToken": lambda: (alice(), {"Audience": ["app"], "SigningAlgorithm": "RS256"}),
    }
    return calls[operation]()


def call(client, operation, parameters):
    method = botocore.xform_name(operation)
    return getattr(client, method)(**parameters)


def refusal(client, operation, parameters):
    """Code and message of the refusal, or nothing."""
    try:
        call(client, operation, parameters)
        return None
    except ClientError as error:
        return error.response["Error"]["Code"], error.response["Error"].get("Message", "")


# The input.


class Constraint:
    """One constraint of the model, with a value at its limit and one past it."""

    def __init__(self, operation, path, kind, shape):
        self.operation, self.path, self.kind, self.shape = operation, path, kind, shape

    def __str__(self):
        return f"{self.operation}-{'.'.join(map(str, self.path))}-{self.kind}"

    def key(self):
        return self.operation, ".".join(map(str, self.path)), self.kind

    def member(self):
        """As AWS's messages name it: policyArns.1.member.arn; case is left to the comparison."""
        parts = [f"{part + 1}.member" if isinstance(part, int) else part for part in self.path]
        return ".".join(parts).lower()


def constraints(operation, shape, path=()):
    if shape.type_name == "structure":
        for name, member in shape.members.items():
            if name in shape.required_members:
                yield Constraint(operation, (*path, name), "required", member)
            yield from constraints(operation, member, (*path, name))
        return
    for kind in ("min", "max", "pattern", "enum"):
        if shape.metadata.get(kind) not in (None, []) and not (kind == "min" and shape.metadata[kind] == 0):
            yield Constraint(operation, path, kind, shape)
    if shape.type_name == "list":
        yield from constraints(operation, shape.member, (*path, 0))


def all_constraints():
    found = []
    for name in known_operations():
        shape = MODEL.operation_model(name).input_shape
        if shape is not None:
            found += list(constraints(name, shape))
    return found


def expression(pattern):
    """AWS's patterns in Python's words: the classes of Unicode are written out as far as the tries need them."""
    return re.compile(pattern.replace("\\p{L}\\p{Z}\\p{N}", "\\w\\s"), re.DOTALL)


def text(shape, length):
    """A text of this length that the pattern allows."""
    pattern = shape.metadata.get("pattern")
    if length < shape.metadata.get("min", 0):
        pattern = None
    for letter in ("a", "1"):
        if pattern is None or expression(pattern).fullmatch(letter * length):
            return letter * length
    raise AssertionError(f"no text for {pattern}")


def filler(shape):
    """A value that the model allows, for what a call must have besides."""
    if shape.type_name == "structure":
        needed = shape.required_members or list(shape.members)
        return {name: filler(member) for name, member in shape.members.items() if name in needed}
    if shape.type_name == "list":
        return [filler(shape.member)]
    if shape.type_name == "integer":
        return shape.metadata.get("min", 1)
    if shape.enum:
        return shape.enum[0]
    return text(shape, max(shape.metadata.get("min", 1), 1))


def place(parameters, shape, path, value):
    """The parameters with the value at the path, whose other members are as good as they must be."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(step, int):
        return [place(parameters[0] if parameters else filler(shape.member), shape.member, rest, value)]
    changed = dict(filler(shape) if parameters is None else parameters)
    member = shape.members[step]
    placed = place(changed.get(step), member, rest, value)
    if placed is None:
        changed.pop(step, None)
    else:
        changed[step] = placed
    return changed


def distinct(shape, count):
    """A list of so many items; tags may not be the same twice."""
    items = []
    for number in range(count):
        item = filler(shape.member)
        if isinstance(item, dict) and "Key" in item:
            item = {"Key": f"k{number}", "Value": "v"}
        items.append(item)
    return items


def tries(constraint):
    """The value at the limit and the one past it; None stands for a member that is left out."""
    shape, kind = constraint.shape, constraint.kind
    limit = shape.metadata.get(kind)
    if kind == "required":
        return filler(shape), None
    if kind == "enum":
        return shape.enum[-1], "x" + shape.enum[0][1:]
    if kind == "pattern":
        length = min(max(shape.metadata.get("min", 1), 1) + 4, shape.metadata.get("max", 1 << 20))
        right = text(shape, length)
        wrong = next(
            right[:-1] + c for c in "!\x01\u2603" if not expression(limit).fullmatch(right[:-1] + c)
        )
        return right, wrong
    past = limit + 1 if kind == "max" else limit - 1
    if shape.type_name == "integer":
        return limit, past
    if shape.type_name == "list":
        return distinct(shape, limit), distinct(shape, past)
    return text(shape, limit), text(shape, past)


WORDS = {
    "required": "Member must not be null",
    "enum": "Member must satisfy enum value set",
    "pattern": "Member must satisfy regular expression pattern",
    ("string", "min"): "Member must have length greater than or equal to",
    ("string", "max"): "Member must have length less than or equal to",
    ("list", "min"): "Member must have length greater than or equal to",
    ("list", "max"): "Member must have length less than or equal to",
    ("integer", "min"): "Member must have value greater than or equal to",
    ("integer", "max"): "Member must have value less than or equal to",
}


@pytest.mark.parametrize("constraint", all_constraints(), ids=str)
def test_input(world, constraint):
    client, parameters = good(world, constraint.operation)
    shape = MODEL.operation_model(constraint.operation).input_shape
    at, past = tries(constraint)
    allowed = refusal(client, constraint.operation, place(copy.deepcopy(parameters), shape, constraint.path, at))
    assert allowed is None or VIOLATED not in allowed[1], f"at the limit: {allowed}"
    refused = refusal(client, constraint.operation, place(copy.deepcopy(parameters), shape, constraint.path, past))
    words = WORDS.get(constraint.kind) or WORDS[shape_type(constraint), constraint.kind]
    expected = f"at '{constraint.member()}' {VIOLATED}: {words}".lower()
    kept = refused is not None and refused[0] == "ValidationError" and expected in refused[1].lower()
    if constraint.key() in DEPARTURES:
        assert not kept, f"no departure any more: {DEPARTURES[constraint.key()]}"
    else:
        assert kept, f"one past it: {refused}, and not {expected}"


def shape_type(constraint):
    return constraint.shape.type_name


def test_there_are_constraints_of_every_kind():
    kinds = {(constraint.shape.type_name, constraint.kind) for constraint in all_constraints()}
    assert {key for key in WORDS if isinstance(key, tuple)} <= kinds
    assert {"required", "pattern", "enum"} <= {kind for _, kind in kinds}


# The output.


def check(shape, value, path):
    if shape.type_name == "structure":
        departed = {name for name in shape.members if (path, name) in DEPARTURES}
        assert set(shape.members) - departed == set(value), path
        for name, member in shape.members.items():
            if name not in departed:
                check(member, value[name], f"{path}.{name}")
        return
    kind = {"string": str, "integer": int, "timestamp": datetime}[shape.type_name]
    assert isinstance(value, kind), f"{path} is {value!r}"
    size = len(value) if kind is str else value
    if kind is not datetime:
        assert size >= shape.metadata.get("min", size), path
        assert size <= shape.metadata.get("max", size), path
    if kind is str and shape.metadata.get("pattern"):
        assert expression(shape.metadata["pattern"]).fullmatch(value), f"{path} is {value!r}"


@pytest.mark.parametrize("operation", known_operations())
def test_output(world, operation):
    client, parameters = good(world, operation)
    if (operation, "output") in DEPARTURES:
        assert refusal(client, operation, parameters) is not None
        return
    answer = call(client, operation, parameters)
    answer.pop("ResponseMetadata")
    shape = MODEL.operation_model(operation).output_shape
    check(shape, answer, operation)


# The errors.


TAGS_CLAIM = "https://aws.amazon.com/tags"
BAD_POLICY = {"Policy": "{}"}
# Two of them are more than there is room for; one of them, with many tags, as well.
HUGE_POLICY = {
    "Policy": json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {"Effect": "Allow", "Action": "sts:*", "Resource": "*"},
                {"Effect": "Allow", "Action": "s3:*", "Resource": [f"arn:aws:s3:::b{i * 7919}" for i in range(75)]},
            ],
        },
        separators=(",", ":"),
    )
}
MANY_TAGS = {
    "Tags": [{"Key": f"{i}{'k' * 100}", "Value": chr(97 + i % 26) * 200 + str(i * 7919)} for i in range(50)]
}


def provocations(world):
    """For each error of each operation, who calls, if not the usual caller, and what is otherwise."""
    far = {"region": "eu-south-1"}
    contexts = [{"ProviderArn": "arn:aws:iam::aws:contextProvider/X", "ContextAssertion": "text"}]
    many = {f"k{i}": chr(97 + i % 26) * 250 for i in range(50)}
    tags = {TAGS_CLAIM: {"principal_tags": {key: [value] for key, value in many.items()}}}
    return {
        ("AssumeRole", "MalformedPolicyDocumentException"): lambda: (None, BAD_POLICY),
        ("AssumeRole", "PackedPolicyTooLargeException"): lambda: (
            None,
            {**HUGE_POLICY, **MANY_TAGS, "TransitiveTagKeys": []},
        ),
        ("AssumeRole", "RegionDisabledException"): lambda: (world.client(**far), {}),
        ("AssumeRole", "InvalidContextAssertionException"): lambda: (None, {"ProvidedContexts": contexts}),
        ("AssumeRoleWithSAML", "MalformedPolicyDocumentException"): lambda: (None, BAD_POLICY),
        ("AssumeRoleWithSAML", "PackedPolicyTooLargeException"): lambda: (
            None,
            {**HUGE_POLICY, "SAMLAssertion": world.assertion(tags=many)},
        ),
        ("AssumeRoleWithSAML", "InvalidIdentityTokenException"): lambda: (None, {"SAMLAssertion": "garbage="}),
        ("AssumeRoleWithSAML", "ExpiredTokenException"): lambda: (
            None,
            {"SAMLAssertion": world.assertion(expiresIn=-600)},
        ),
        ("AssumeRoleWithWebIdentity", "MalformedPolicyDocumentException"): lambda: (None, BAD_POLICY),
        ("AssumeRoleWithWebIdentity", "PackedPolicyTooLargeException"): lambda: (
            None,
            {**HUGE_POLICY, "WebIdentityToken": world.token(claims=tags)},
        ),
        ("AssumeRoleWithWebIdentity", "InvalidIdentityTokenException"): lambda: (None, {"WebIdentityToken": "garbage"}),
        ("AssumeRoleWithWebIdentity", "ExpiredTokenException"): lambda: (
            None,
            {"WebIdentityToken": world.token(expiresIn=-600)},
        ),
        ("AssumeRoleWithWebIdentity", "IDPCommunicationErrorException"): lambda: (
            None,
            {"ProviderId": "graph.facebook.com", "WebIdentityToken": "EAAtoken"},
        ),
        ("AssumeRoleWithWebIdentity", "IDPRejectedClaimException"): lambda: (
            None,
            {"ProviderId": "www.amazon.com", "WebIdentityToken": "Atza|garbage"},
        ),
        ("AssumeRoot", "RegionDisabledException"): lambda: (world.session(region="eu-south-1"), {}),
        ("DecodeAuthorizationMessage", "InvalidAuthorizationMessageException"): lambda: (
            None,
            {"EncodedMessage": "garbage"},
        ),
        ("GetDelegatedAccessToken", "ExpiredTradeInTokenException"): lambda: (None, {}),
        ("GetFederationToken", "MalformedPolicyDocumentException"): lambda: (None, BAD_POLICY),
        ("GetFederationToken", "PackedPolicyTooLargeException"): lambda: (None, {**HUGE_POLICY, **MANY_TAGS}),
        ("GetFederationToken", "RegionDisabledException"): lambda: (world.client(**far), {}),
        ("GetScopedCredentials", "MalformedPolicyDocumentException"): lambda: (None, BAD_POLICY),
        ("GetScopedCredentials", "PackedPolicyTooLargeException"): lambda: (world.session(**HUGE_POLICY), HUGE_POLICY),
        ("GetScopedCredentials", "InsufficientSessionLifetimeException"): lambda: (None, {"DurationSeconds": 129600}),
        ("GetScopedCredentials", "InvalidSubjectCredentialsException"): lambda: (world.client(), {}),
        ("GetSessionToken", "RegionDisabledException"): lambda: (world.client(**far), {}),
        ("GetWebIdentityToken", "SessionDurationEscalationException"): lambda: (
            world.session(DurationSeconds=900),
            {"DurationSeconds": 3600},
        ),
        ("GetWebIdentityToken", "OutboundWebIdentityFederationDisabledException"): lambda: (
            world.client("AKIAOTHEROTHEROTHER2"),
            {},
        ),
        ("GetWebIdentityToken", "JWTPayloadSizeExceededException"): lambda: (
            None,
            {"Audience": ["a" * 1000] * 10, **MANY_TAGS},
        ),
    }


def all_errors():
    return [
        (name, error.name) for name in known_operations() for error in MODEL.operation_model(name).error_shapes
    ]


# Unsigned calls show their region by their Host alone, which is this server's; the JUnit tests have them.
BY_HOST = {
    ("AssumeRoleWithSAML", "RegionDisabledException"),
    ("AssumeRoleWithWebIdentity", "RegionDisabledException"),
}


@pytest.mark.parametrize("operation, error", all_errors(), ids=lambda part: part)
def test_errors_are_the_models(world, operation, error):
    """Provoked, or asked for where a call cannot run into it: either way the SDK raises the error's own class."""
    client, parameters = good(world, operation)
    provoke = provocations(world).get((operation, error))
    if provoke is None:
        assert (operation, error) in DEPARTURES or (operation, error) in BY_HOST, "neither provoked nor explained"
        wire = MODEL.shape_for(error).metadata["error"]["code"]
        world.control("/faults", {"action": operation, "error": wire, "times": 1})
    caller, otherwise = provoke() if provoke else (None, {})
    with pytest.raises(getattr(client.exceptions, error)) as raised:
        call_with(caller or client, operation, {**parameters, **otherwise}, client, error)
    status = MODEL.shape_for(error).metadata["error"]["httpStatusCode"]
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == status


def call_with(caller, operation, parameters, client, error):
    """Every client has exception classes of its own; those of the first are asked for."""
    try:
        call(caller, operation, parameters)
    except ClientError as raised:
        if type(raised).__name__ == error:
            raise getattr(client.exceptions, error)(raised.response, raised.operation_name) from raised
        raise


def test_an_operation_that_is_not_known_is_an_invalid_action(world):
    request = urllib.request.Request(world.server.endpoint, data=b"Action=GetEverything&Version=2011-06-15")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert b"<Code>InvalidAction</Code>" in refused.value.read()


def test_every_departure_is_about_something_of_the_model():
    known = set(MODEL.operation_names) | {constraint.key() for constraint in all_constraints()} | set(all_errors())
    for name in MODEL.operation_names:
        known |= {(name, "output")} | {(name, member) for member in MODEL.operation_model(name).output_shape.members}
    assert set(DEPARTURES) <= known

"""A client of Keycloak's as AWS asks for it, and a browser that signs in to it without a screen."""

import html
import re
import urllib.error
import urllib.parse
import urllib.request

ROLE = "arn:aws:iam::123456789012:role/saml-reader"
PROVIDER = "arn:aws:iam::123456789012:saml-provider/Keycloak"
AUDIENCE = "urn:amazon:webservices"
SIGN_IN = "https://signin.aws.amazon.com/saml"
ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/"


def mapper(name, kind, config):
    return {
        "name": name,
        "protocol": "saml",
        "protocolMapper": kind,
        "config": {"attribute.name": ATTRIBUTES + name, "attribute.nameformat": "Basic", **config},
    }


def client(url_name, client_id, **attributes):
    """One whose users Keycloak signs in when they go to its URL name; the id becomes an audience of the assertion."""
    return {
        "clientId": client_id,
        "protocol": "saml",
        "frontchannelLogout": True,
        "redirectUris": [SIGN_IN],
        "defaultClientScopes": [],
        "attributes": {
            "saml_idp_initiated_sso_url_name": url_name,
            "saml_assertion_consumer_url_post": SIGN_IN,
            "saml.assertion.signature": "true",
            "saml.server.signature": "false",
            "saml.client.signature": "false",
            "saml.authnstatement": "true",
            "saml.signature.algorithm": "RSA_SHA256",
            "saml_name_id_format": "username",
            **attributes,
        },
        "protocolMappers": [
            mapper("Role", "saml-hardcode-attribute-mapper", {"attribute.value": f"{ROLE},{PROVIDER}"}),
            mapper("RoleSessionName", "saml-user-property-mapper", {"user.attribute": "username"}),
        ],
    }


def variant(url_name, **attributes):
    """AWS once more, signed in another way; ids are once in a realm, so AWS is an audience beside this one's."""
    other = client(url_name, url_name, **attributes)
    other["protocolMappers"].append(
        {
            "name": "audience",
            "protocol": "saml",
            "protocolMapper": "saml-audience-mapper",
            "config": {"included.custom.audience": AUDIENCE},
        }
    )
    return other


def clients():
    return [
        client("aws", AUDIENCE),
        variant("aws-response", **{"saml.assertion.signature": "false", "saml.server.signature": "true"}),
        variant("aws-both", **{"saml.server.signature": "true"}),
        variant("aws-sha1", **{"saml.signature.algorithm": "RSA_SHA1"}),
        client("another-service", "another-service"),
    ]


class Browser:
    """Keeps cookies and follows forms. Keycloak believes to stand at another address, so every URL is led to the real one."""

    def __init__(self, base, issuer):
        self.base = base
        self.issuer = issuer
        self.cookies = {}

    def open(self, url, form=None):
        request = urllib.request.Request(url.replace(self.issuer, self.base))
        if form is not None:
            request.data = urllib.parse.urlencode(form).encode()
        request.add_header("Cookie", "; ".join(f"{name}={value}" for name, value in self.cookies.items()))
        with urllib.request.urlopen(request, timeout=20) as answer:
            for cookie in answer.headers.get_all("Set-Cookie", []):
                name, value = cookie.split(";")[0].split("=", 1)
                self.cookies[name] = value
            return answer.read().decode()


def found(pattern, page):
    match = re.search(pattern, page)
    assert match, page
    return html.unescape(match.group(1))


def sign_in(base, issuer, password, url_name="aws"):
    """The response that Keycloak lets alice's browser post to AWS."""
    browser = Browser(base, issuer)
    login = browser.open(f"{base}/realms/dev/protocol/saml/clients/{url_name}")
    page = browser.open(found(r'action="([^"]+)"', login), {"username": "alice", "password": password})
    return found(r'name="SAMLResponse" value="([^"]+)"', page)

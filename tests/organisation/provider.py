"""A small real OpenID Connect provider, which runs in a thread of the test."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "probation-planning", "a-secret-of-the-two"


@cache
def new_key(of: str) -> rsa.RSAPrivateKey:
    """Somebody's key, made once."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider:
    """Discovery, authorisation, tokens and keys.

    `says` is put over what the next ID tokens say; None takes a claim out. `sign_with` and `algorithm` make the next
    tokens anything but right.
    """

    def __init__(self) -> None:
        self.key = new_key("the provider")
        self.sign_with: Any = self.key
        self.algorithm = "RS256"
        self.says: dict[str, Any] = {}
        self.asked: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("localhost", 0), self._handler())
        self.issuer = f"http://localhost:{self.server.server_port}"

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        provider = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                if parts.path == "/.well-known/openid-configuration":
                    self.answer(provider.discovery())
                elif parts.path == "/keys":
                    self.answer(provider.keys())
                else:
                    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
                    self.send_response(302)
                    self.send_header("Location", provider.authorise(asked))
                    self.end_headers()

            def do_POST(self) -> None:
                sent = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                tokens = provider.tokens({name: values[0] for name, values in sent.items()})
                self.answer(tokens or {"error": "invalid_grant"}, 200 if tokens else 400)

            def answer(self, said: dict[str, Any], status: int = 200) -> None:
                body = json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *said: object) -> None:
                """Nothing."""

        return Handler

    def discovery(self) -> dict[str, Any]:
        """What a client is told of it."""
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorise",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """Its public key."""
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**key, "kid": "one", "alg": "RS256", "use": "sig"}]}

    def authorise(self, asked: dict[str, str]) -> str:
        """Where the browser is sent back to, with a code."""
        code = f"code-{len(self.asked)}"
        self.asked[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def tokens(self, sent: dict[str, str]) -> dict[str, Any] | None:
        """Tokens for a code; none where secret, address or the proof of the code do not fit."""
        asked = self.asked.pop(sent.get("code", ""), None)
        proof = base64.urlsafe_b64encode(hashlib.sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=")
        if (
            asked is None
            or sent.get("client_secret") != SECRET
            or sent["redirect_uri"] != asked["redirect_uri"]
            or proof.decode() != asked.get("code_challenge")
        ):
            return None
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email": "officer@derbyshire.example",
            "email_verified": True,
            "name": "A Person",
        } | self.says
        claims = {name: value for name, value in said.items() if value is not None}
        token = jwt.encode(claims, self.sign_with, algorithm=self.algorithm, headers={"kid": "one"})
        return {"access_token": "unused", "token_type": "Bearer", "expires_in": 300, "id_token": token}


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers until the test is over."""
    provider = Provider()
    thread = threading.Thread(target=provider.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        provider.server.shutdown()
        thread.join()
        provider.server.server_close()

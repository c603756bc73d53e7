"""Let uv, npm and pip trust what the machine trusts: many offices have a certificate of their own in the line."""

from __future__ import annotations

import os
import ssl
import sys
from pathlib import Path

BUNDLES = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/cert.pem")


def certificates(*, pip: bool) -> dict[str, str]:
    """Return settings for the clients that say nothing where the person has already decided.

    pip gets the machine's bundle only when asked for, because it would overrule a pip.conf.
    """
    bundle = _bundle()
    settings = {"NODE_USE_SYSTEM_CA": "1"}
    if "UV_NATIVE_TLS" not in os.environ and _machine_has_any(bundle):
        settings["UV_SYSTEM_CERTS"] = "1"
    if bundle is not None:
        settings["NODE_EXTRA_CA_CERTS"] = str(bundle)
        settings |= {"PIP_CERT": str(bundle)} if pip else {}
    return settings


def _bundle() -> Path | None:
    """Return the machine's certificates in one file, where there is one."""
    named = ssl.get_default_verify_paths().cafile
    candidates = (Path(name) for name in (named, *BUNDLES) if name)
    return next((path for path in candidates if path.is_file()), None)


def _machine_has_any(bundle: Path | None) -> bool:
    """Tell whether uv may rely on the machine; a bare Linux has no certificates, others keep them elsewhere."""
    folder = ssl.get_default_verify_paths().capath
    return sys.platform != "linux" or bundle is not None or bool(folder and any(Path(folder).iterdir()))

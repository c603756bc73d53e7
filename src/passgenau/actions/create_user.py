"""Create an account that may work in a region."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from passgenau.actions.acting import Actor, record, refuse_unfit, require
from passgenau.common.errors import PassgenauError, refusal
from passgenau.common.findings import error
from passgenau.store.models import Membership, Region


@transaction.atomic
def create_user(actor: Actor, name: str, *, password: str, region: Region, role: str) -> User:
    """Create the account, or give an existing one a role in a further region (its password then stays)."""
    require(actor, "user.create")
    if role not in Membership.Role.values:
        raise refusal(
            "user.role", f"Die Rolle muss eine von {', '.join(Membership.Role.values)} sein, ist aber „{role}“."
        )
    account = User(username=User.normalize_username(name))
    refuse_unfit(account, ["username"])
    user = User.objects.filter(username=account.username).first() or _with_password(account, password)
    Membership.objects.of(region).update_or_create(user=user, defaults={"role": role})
    record(region, actor, "user.created", name=name, role=role)
    return user


def _with_password(account: User, password: str) -> User:
    try:
        validate_password(password, account)
    except ValidationError as problem:
        sentences = (f"{text.removesuffix('.')}." for text in problem.messages)
        raise PassgenauError([error("user.password", text) for text in sentences]) from problem
    account.set_password(password)
    account.save()
    return account

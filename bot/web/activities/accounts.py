"""Bound accounts: one's own, and for who may invite those of their organisation; looked at and ended."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from starlette.responses import RedirectResponse, Response

from bot.people.accounts.model import AccountId
from bot.web.activities.bodies import LARGEST_ID
from bot.web.activities.views import done, told
from bot.web.entrance.identity import AskerDep, MemberDep
from bot.web.entrance.services import ServicesDep
from bot.web.pages import show

router = APIRouter()
Id = Annotated[int, Path(ge=1, le=LARGEST_ID)]


@router.post("/me/accounts/others/end")
async def post_end_others(_: MemberDep, this: AskerDep, services: ServicesDep) -> Response:
    """End every account of one's own but the one that asks."""
    await services.people.end_others(this)
    return RedirectResponse(done("/me", "others_ended"), 303)


@router.post("/me/accounts/{account}/end")
async def post_end_own(account: Id, who: MemberDep, services: ServicesDep) -> Response:
    """End one of one's own accounts."""
    await services.people.end_own(who, AccountId(account))
    return RedirectResponse(done("/me", "account_ended"), 303)


@router.get("/branch/accounts")
async def get_accounts(who: MemberDep, services: ServicesDep, did: str = "") -> Response:
    """List the bound accounts within reach of who may invite: whose they are, not when they were used."""
    accounts = await services.people.list_accounts(who)
    accounts.sort(key=lambda account: (account.member.roster_place, account.id))
    return show("accounts.html", accounts=accounts, told=told(did))


@router.post("/branch/accounts/{account}/end")
async def post_end(account: Id, who: MemberDep, services: ServicesDep) -> Response:
    """End somebody's account."""
    await services.people.revoke_account(who, AccountId(account))
    return RedirectResponse(done("/branch/accounts", "account_ended"), 303)

"""`/me`: everybody's own page (row K6). Whose it is, only the session says: no address names
anybody.
"""

import json
from datetime import UTC, date, datetime
from hmac import compare_digest

from aiohttp import web

from app.clock import Clock
from app.model.time import local
from app.pages import donut, forms, notes
from app.pages.about import Knowledge
from app.pages.changes import Changes
from app.pages.guard import has_token
from app.pages.rendering import Templates, see_other
from app.pages.sessions import Session, Sessions, new_attempt, new_session
from app.pages.sign_in import NotSignedIn, SignIn, Visitor
from app.pages.view import Entered, me, saved
from app.people import Kept

LARGEST_FORM = 65_536
"""Bytes."""

_EXPIRED = "You were signed out meanwhile, and nothing was changed. Sign in, and try again."
_ODD_WAY = "That sign-in was not begun in this browser, or took longer than ten minutes."
_NO = "You did not sign in, and nothing has changed."


class Me:
    """The pages, where people can sign in."""

    def __init__(
        self,
        show: Templates,
        sign_in: SignIn,
        sessions: Sessions,
        knowledge: Knowledge,
        changes: Changes,
        clock: Clock,
    ) -> None:
        self._show = show
        self._sign_in = sign_in
        self._sessions = sessions
        self._knowledge = knowledge
        self._changes = changes
        self._clock = clock

    def routes(self) -> list[web.RouteDef]:
        """All of them, below `/me`."""
        return [
            web.get("", self.page),
            web.get("/sign-in", self.sign_in),
            web.get("/callback", self.callback),
            web.get("/export", self.export),
            web.post("/settings", self.settings),
            web.post("/away", self.away),
            web.post("/back", self.back),
            web.post("/donut", self.donut),
            web.post("/notes", self.notes),
            web.post("/calendar", self.calendar),
            web.post("/no-calendar", self.no_calendar),
            web.post("/forget", self.forget),
            web.post("/sign-out", self.sign_out),
        ]

    # ---- coming and going ------------------------------------------------------------------------

    async def sign_in(self, _request: web.Request) -> web.Response:
        """GET /me/sign-in: off to GitHub."""
        attempt = new_attempt()
        response = see_other(self._sign_in.address(attempt))
        self._sessions.begin_attempt(response, attempt)
        return response

    async def callback(self, request: web.Request) -> web.Response:
        """GET /me/callback: back from GitHub."""
        try:
            who = await self._came_back(request)
        except NotSignedIn as error:
            response = self._show("refused", {"message": str(error)}, 403)
        else:
            await self._changes.came(who)
            response = see_other("/me")
            self._sessions.begin(response, new_session(who.person, who.login))
        self._sessions.end_attempt(response)
        return response

    async def _came_back(self, request: web.Request) -> Visitor:
        attempt, query = self._sessions.attempt(request), request.query
        state = query.get("state", "").encode(errors="replace")
        if attempt is None or not compare_digest(attempt.state.encode(), state):
            raise NotSignedIn(_ODD_WAY)
        if "code" not in query:
            raise NotSignedIn(_NO)
        return await self._sign_in.visitor(query["code"], attempt.verifier)

    async def sign_out(self, request: web.Request) -> web.Response:
        """POST /me/sign-out."""
        await self._acting(request)
        response = see_other("/me")
        self._sessions.end(response)
        return response

    # ---- the page --------------------------------------------------------------------------------

    async def page(self, request: web.Request) -> web.Response:
        """GET /me: one's own page; to others, what it is and how to come in."""
        session = self._sessions.session(request)
        if session is None:
            return self._show("welcome", {"saved": saved(request.query)})
        kept = await self._changes.kept(_visitor(session))
        return await self._own_page(session, kept, saved=saved(request.query))

    async def _own_page(
        self,
        session: Session,
        kept: Kept,
        *,
        saved: str | None = None,
        sent: forms.Form | None = None,
        donut_sent: forms.Form | None = None,
        notes_sent: forms.Form | None = None,
        mistakes: forms.Mistakes | None = None,
    ) -> web.Response:
        known = await self._knowledge.about(session.person, kept)
        entered = Entered(sent, donut_sent, notes_sent, mistakes.of if mistakes else {})
        data = me(session, kept.own, known, self._clock(), entered)
        return self._show("me", {**data, "saved": saved}, 422 if mistakes else 200)

    async def export(self, request: web.Request) -> web.Response:
        """GET /me/export: all that is stored of whoever asks, as JSON."""
        session = self._sessions.session(request)
        if session is None:
            return see_other("/me")
        who = _visitor(session)
        whole = {
            "login": who.login,
            "id": who.person,
            "at": datetime.fromtimestamp(self._clock(), UTC).isoformat(timespec="seconds"),
            "set_by_you": await self._changes.sealed(who),
            **await self._knowledge.rows(who.login),
        }
        return web.Response(
            text=json.dumps(whole, indent=2, ensure_ascii=False),
            content_type="application/json",
            headers={"content-disposition": 'attachment; filename="cairn.json"'},
        )

    # ---- what people do there --------------------------------------------------------------------

    async def settings(self, request: web.Request) -> web.Response:
        """POST /me/settings."""
        session, form = await self._acting(request)
        kept = await self._changes.kept(_visitor(session))
        try:
            await self._changes.keep(_visitor(session), forms.settings(form, kept.own))
        except forms.Mistakes as mistakes:
            return await self._own_page(session, kept, sent=form, mistakes=mistakes)
        return see_other("/me?saved=settings")

    async def away(self, request: web.Request) -> web.Response:
        """POST /me/away: no mention until a day is over."""
        session, form = await self._acting(request)
        kept = await self._changes.kept(_visitor(session))
        today = await self._today(kept)
        try:
            new = forms.away(form, kept.own, self._clock(), today)
        except forms.Mistakes as mistakes:
            return await self._own_page(session, kept, mistakes=mistakes)
        await self._changes.keep(_visitor(session), new)
        return see_other("/me?saved=away")

    async def back(self, request: web.Request) -> web.Response:
        """POST /me/back: that ends earlier."""
        session, _ = await self._acting(request)
        kept = await self._changes.kept(_visitor(session))
        await self._changes.keep(_visitor(session), forms.back(kept.own, self._clock()))
        return see_other("/me?saved=back")

    async def donut(self, request: web.Request) -> web.Response:
        """POST /me/donut: weekly pairs, and with whom never."""
        session, form = await self._acting(request)
        kept = await self._changes.kept(_visitor(session))
        known = await self._knowledge.acquaintances(kept.login)
        today = await self._today(kept)
        try:
            new = donut.entered(form, kept.own, kept.login, known, today)
        except forms.Mistakes as mistakes:
            return await self._own_page(session, kept, donut_sent=form, mistakes=mistakes)
        await self._changes.keep(_visitor(session), new)
        return see_other("/me?saved=donut")

    async def notes(self, request: web.Request) -> web.Response:
        """POST /me/notes: for a retrospective, sealed until it is opened."""
        session, form = await self._acting(request)
        kept = await self._changes.kept(_visitor(session))
        try:
            new = notes.entered(form, kept.own, await self._knowledge.notebooks(kept.login))
        except forms.Mistakes as mistakes:
            return await self._own_page(session, kept, notes_sent=form, mistakes=mistakes)
        await self._changes.keep(_visitor(session), new)
        return see_other("/me?saved=notes")

    async def calendar(self, request: web.Request) -> web.Response:
        """POST /me/calendar: an address for one's own calendar, in place of the one before."""
        session, _ = await self._acting(request)
        await self._changes.new_calendar(_visitor(session))
        return see_other("/me?saved=calendar")

    async def no_calendar(self, request: web.Request) -> web.Response:
        """POST /me/no-calendar: none any more."""
        session, _ = await self._acting(request)
        await self._changes.end_calendar(_visitor(session))
        return see_other("/me?saved=no-calendar")

    async def forget(self, request: web.Request) -> web.Response:
        """POST /me/forget: deletes what only this page holds. A box has to be ticked as well."""
        session, form = await self._acting(request)
        if not form.get("sure"):
            kept = await self._changes.kept(_visitor(session))
            mistakes = forms.Mistakes({"forget": "Tick the box first, so that it is no slip."})
            return await self._own_page(session, kept, mistakes=mistakes)
        await self._changes.forget(_visitor(session))
        response = see_other("/me?saved=forgotten")
        self._sessions.end(response)
        return response

    async def _today(self, kept: Kept) -> date:
        zone = kept.own.zone or (await self._knowledge.usual(kept.login)).timezone
        return local(self._clock(), zone).date()

    async def _acting(self, request: web.Request) -> tuple[Session, forms.Form]:
        """Who sent a form, and the form. 403 where that is not certain."""
        session = self._sessions.session(request)
        form = await _form(request)
        if session is None or not has_token(session, "".join(form.get("token", ()))):
            raise web.HTTPForbidden(text=_EXPIRED)
        return session, form


async def _form(request: web.Request) -> forms.Form:
    """What was sent, as text. 400, 413 or 415 where no form of ours would send it."""
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    try:
        # The server's own limit is that of webhooks, which are far larger.
        sent = await request.clone(client_max_size=LARGEST_FORM).post()
    except (ValueError, LookupError):  # broken, or in an encoding that nobody knows
        raise web.HTTPBadRequest from None
    return {name: [str(each) for each in sent.getall(name)] for name in sent}


def _visitor(session: Session) -> Visitor:
    return Visitor(session.person, session.login)

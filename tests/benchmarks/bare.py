"""The floor: an aiohttp server that reads the body, looks at nothing and keeps nothing."""

import sys

from aiohttp import web


async def _webhook(request: web.Request) -> web.Response:
    await request.read()
    return web.Response(status=202)


def main() -> None:
    app = web.Application()
    app.router.add_post("/webhook", _webhook)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None, access_log=None)


if __name__ == "__main__":
    main()

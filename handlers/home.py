"""The app's Home: shown anew whenever its tab is opened, and after something was done there."""

from slack_bolt import App, BoltContext

from bot.views import home
from handlers.desk import Desk, Json


def register(app: App, desk: Desk) -> None:
    """Listen to the tab being opened."""

    @app.event("app_home_opened")
    def opened(event: Json, context: BoltContext) -> None:
        if event.get("tab") == "home":
            show(desk, str(context.team_id), event["user"])


def show(desk: Desk, team: str, user: str) -> None:
    """What stands on the person's Home now."""
    desk.surfaces.publish_home(team, user, home.home(desk.words, desk.waiting.home(team, user)))

"""What people had posted in the threads of requests beside their answers."""

from sqlalchemy import ColumnElement, select

from bot.domain.model import ThreadPost
from bot.store.transaction import Transaction, flat


class SqlThreadPosts:
    def __init__(self, transaction: Transaction) -> None:
        self._in = transaction
        self._posts = transaction.tables.thread_posts

    def get(self, team: str, id_: str) -> ThreadPost | None:
        row = self._in.one(select(self._posts).where(self._posts.c.team == team, self._posts.c.id == id_))
        return None if row is None else ThreadPost(**row)

    def add(self, post: ThreadPost) -> bool:
        return self._in.add_once(self._posts, flat(post), ("team", "id"))

    def drop_about(self, team: str, request: str) -> None:
        self._delete(self._posts.c.team == team, self._posts.c.request == request)

    def drop_of(self, team: str, author: str) -> None:
        self._delete(self._posts.c.team == team, self._posts.c.author == author)

    def _delete(self, *where: ColumnElement[bool]) -> None:
        self._in.connection.execute(self._posts.delete().where(*where))

"""The file on its way in: what is too heavy is let go by as it arrives, never kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from maillage.apports.actions import MAX_OCTETS


class Plafond(FileUploadHandler):
    """First of the upload handlers: beyond the limit, the rest of the file is read and dropped.

    The request goes on to its view, without the file, with `request.trop_lourd`: the page can say so.
    """

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._received = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self._received = 0
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes:
        self._received += len(raw_data)
        if self._received > MAX_OCTETS:
            self.request.trop_lourd = True  # type: ignore[union-attr]
            raise SkipFile
        return raw_data

    def file_complete(self, _file_size: int) -> None:
        """The handlers that follow make the file."""

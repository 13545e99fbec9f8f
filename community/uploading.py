"""How the site receives files: in memory alone, so that no one's papers lie about on a disk."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

from community.lib.uploads import MOST_BYTES


class InMemory(FileUploadHandler):
    """Keeps what one request sends, MOST_BYTES in all. Of a file that is larger only its size is
    kept, so that its form can say kindly that it is."""

    room = MOST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.kept: BytesIO | None = BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.room -= len(raw_data)
        if self.room < 0:
            self.kept = None
        if self.kept is not None:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile:
        whole = self.kept or BytesIO()
        whole.seek(0)
        return InMemoryUploadedFile(
            file=whole,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )

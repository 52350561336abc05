from django.http import FileResponse
from django.shortcuts import get_object_or_404

from core.screen import screen
from files.models import StoredFile


@screen("GET")
def stored_file(request, pk):
    """Always a download, never rendered as a page, whatever is in the file."""
    file = get_object_or_404(StoredFile.objects.visible_to(request.user), pk=pk)
    response = FileResponse(
        file.content.open(), as_attachment=True, filename=file.name, content_type=file.media_type
    )
    # Not compressed on its way, so that the browser knows the size and shows the progress.
    response["Content-Encoding"] = "identity"
    return response

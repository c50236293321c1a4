"""A photo of a house as the file of a letter: opened from beside the store when the letter leaves."""

from bot.dialogue.message import DocumentRef
from bot.errors import PaperError
from bot.ports import Store


async def photo(store: Store, reference: DocumentRef) -> bytes | None:
    """argument: the evidence's id; None where it has been erased. PaperError: its picture is not there."""
    found = await store.evidence(reference.argument)
    if found is None or found.form_id != reference.form_id or not found.digest:
        return None
    picture = await store.pictures.get(found.digest)
    if picture is None:
        raise PaperError(
            "a picture is named in the store and not beside it",
            where="evidence",
            remedy="restore the folder that ends in .evidence together with the store",
        )
    return picture

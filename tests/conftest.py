"""What all tests share."""

from hypothesis import settings

# How long something takes is measured by benchmarks/, never by a test.
settings.register_profile("salesdash", deadline=None, print_blob=True)
settings.load_profile("salesdash")

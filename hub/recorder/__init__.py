"""Recordings of Chrome's DevTools Recorder: read, judged, made into recipes."""

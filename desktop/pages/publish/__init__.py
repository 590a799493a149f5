"""The Publish page: calendar, queue, outcomes and posts."""

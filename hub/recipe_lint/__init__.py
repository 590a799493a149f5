"""The lint of recipes, room by room: form, places, selectors, slots, secrets, rules."""

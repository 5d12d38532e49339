"""The same journeys in Chromium, in Firefox and in WebKit, over TLS."""

"""A reading in, its own words out: advertising, navigation and broken characters gone, secret papers refused."""

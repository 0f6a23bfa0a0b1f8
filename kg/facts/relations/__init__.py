"""The steps from an article's mentions and entities to its statements: names, pairs, scores, dates."""

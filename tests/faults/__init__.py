"""Things break while people take part: nothing confirmed is lost, nothing is counted twice, nothing is half done."""

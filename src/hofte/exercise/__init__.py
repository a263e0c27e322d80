"""Floor 3: page + doses, merged across the page's blocks, become the things there are to do."""

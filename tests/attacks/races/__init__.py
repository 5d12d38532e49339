"""Many at once, on the real server with several worker processes: nothing counted twice, nothing lost."""

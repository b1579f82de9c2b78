"""What a pack issued here prints (version 2); `reports/contents.py` is its like for packs recorded from paper."""

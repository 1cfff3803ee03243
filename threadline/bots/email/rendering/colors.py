"""The colors of a mail. Each stands in the inline styles; programs that know dark mode replace it by its class."""

INK = "#1d2433"
QUIET = "#566072"
LINK = "#1257b0"
BORDER = "#d5dae3"
FAINT = "#f2f4f8"
PAGE = "#ffffff"
ACCENT = "#1257b0"
ON_ACCENT = "#ffffff"
WARNING = "#7a4a00"
WARNING_PAGE = "#fff6e0"

DARK_STYLES = """
@media (prefers-color-scheme: dark) {
  .page { background-color: #16191f !important; }
  .ink { color: #e6e9ef !important; }
  .quiet { color: #a7b0c0 !important; }
  .link { color: #8ab8ff !important; }
  .faint { background-color: #232833 !important; color: #e6e9ef !important; }
  .line { border-color: #3a4150 !important; }
  .card { border-color: #3a4150 !important; }
  .left { border-left-color: #5b94e8 !important; }
  .right { border-right-color: #5b94e8 !important; }
  .card { background-color: #1c2028 !important; }
  .warning { background-color: #3a2e12 !important; color: #ffd98a !important; }
  .button { background-color: #2f6fd0 !important; color: #ffffff !important; }
}
"""

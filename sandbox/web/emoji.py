"""Shortcodes to emoji: the few dozen a feedback bot and its readers are likely to write."""

import re
from typing import Final

EMOJI: Final[dict[str, str]] = {
    "+1": "👍", "-1": "👎", "alarm_clock": "⏰", "arrow_right": "➡️", "arrows_counterclockwise": "🔄",
    "bar_chart": "📊", "bell": "🔔", "no_bell": "🔕", "blue_heart": "💙", "bug": "🐛", "bulb": "💡",
    "busts_in_silhouette": "👥", "calendar": "📅", "chart_with_downwards_trend": "📉",
    "chart_with_upwards_trend": "📈", "clap": "👏", "clipboard": "📋", "clock1": "🕐", "coffee": "☕",
    "construction": "🚧", "cry": "😢", "disappointed": "😞", "ear": "👂", "envelope": "✉️", "exclamation": "❗",
    "eyes": "👀", "fire": "🔥", "gear": "⚙️", "green_heart": "💚", "grey_question": "❔", "grin": "😁",
    "hammer_and_wrench": "🛠️", "handshake": "🤝", "heart": "❤️", "heavy_check_mark": "✔️", "hourglass": "⌛",
    "hourglass_flowing_sand": "⏳", "house": "🏠", "inbox_tray": "📥", "incoming_envelope": "📨",
    "information_source": "ℹ️", "joy": "😂", "key": "🔑", "large_blue_circle": "🔵", "large_green_circle": "🟢",
    "large_orange_circle": "🟠", "large_yellow_circle": "🟡", "leaves": "🍃", "link": "🔗", "lock": "🔒",
    "mag": "🔍", "mailbox": "📫", "mega": "📣", "memo": "📝", "mute": "🔇", "ok_hand": "👌",
    "party_popper": "🎉", "pencil": "📝", "pencil2": "✏️", "pray": "🙏", "pushpin": "📌", "question": "❓",
    "raised_hands": "🙌", "raising_hand": "🙋", "recycle": "♻️", "red_circle": "🔴", "repeat": "🔁",
    "rocket": "🚀", "rotating_light": "🚨", "scroll": "📜", "see_no_evil": "🙈", "seedling": "🌱",
    "shield": "🛡️", "slightly_smiling_face": "🙂", "smile": "😄", "smiley": "😃", "sos": "🆘", "sparkles": "✨",
    "speech_balloon": "💬", "star": "⭐", "sunflower": "🌻", "tada": "🎉", "thinking_face": "🤔",
    "thought_balloon": "💭", "thumbsdown": "👎", "thumbsup": "👍", "timer_clock": "⏲️", "trophy": "🏆",
    "unlock": "🔓", "warning": "⚠️", "wastebasket": "🗑️", "wave": "👋", "white_check_mark": "✅",
    "white_circle": "⚪", "wrench": "🔧", "x": "❌", "zap": "⚡", "zzz": "💤",
}  # fmt: skip

_SHORTCODE: Final = re.compile(r":([a-z0-9_+\-]{1,40}):")


def emojify(text: str) -> str:
    """Return `text` with the known shortcodes replaced; an unknown one stays as it was typed."""
    return _SHORTCODE.sub(lambda found: EMOJI.get(found[1], found[0]), text)

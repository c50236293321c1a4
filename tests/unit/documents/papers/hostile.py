"""What people may type, at its worst: markup of every kind, words without end, reasons of many lines."""

HOSTILE = (
    "{{ x }} {% raw %} {# y #}",
    "<b>A</b> & <w:t> &amp; \"i\" 'k'",
    '#import "x" #strong[y] $a$ \\ *b* _c_ **d** __e__ [[f]] `g`',
    "=1+1",
    "Nguyễn Hoàng Thị Phương Thảo Đặng Trần Côn Tôn Nữ Công Tằng Ái",
    "Ạ" * 300,
    "Nhà số 1234, ngõ 56, ngách 78, tổ dân phố số 9, khu phố Đoàn Kết, " * 5 + "xã Hữu Lũng",
    "\n".join(f"Lý do thứ {n}: mùa mưa bão làm hư hỏng mái nhà và mất hoa màu." for n in range(1, 13)),
)

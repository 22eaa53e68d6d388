"""Twelve tiny invented articles with inline marks, for the tests of the training."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from nsez_extract.training.annotations import Annotation, Mark, in_order, write_annotations
from nsez_extract.training.texts import Article

MARKED = {
    "a01": "Sáng 4/3, ông <PER>Đinh Văn Lộc</PER>, <TITLE>Giám đốc <ORG>Sở Y tế</ORG></TITLE>, thăm "
    "<LOC>huyện Sông Hinh</LOC>. Ông <PER>Lộc</PER> cảm ơn <ORG>UBND tỉnh</ORG>.",
    "a02": "Bà <PER>Hồ Thị Nga</PER>, <TITLE>Phó Chủ tịch <ORG>UBND tỉnh Phú Yên</ORG></TITLE>, tới "
    "<LOC>TP Tuy Hòa</LOC> dự lễ. Bà <PER>Nga</PER> trao quà cho bà con.",
    "a03": "<ORG>Công ty TNHH Gạo Bình Minh</ORG> xây kho tại <LOC>tỉnh An Giang</LOC>. Anh <PER>Lê Văn "
    "Tư</PER> làm thủ kho. <ORG>Sở Công Thương</ORG> đã cấp phép.",
    "a04": "Chiều qua, <ORG>Sở Y tế</ORG> họp tại <LOC>Hà Nội</LOC>. Chị <PER>Vũ Thị Mai</PER> phát "
    "biểu trước <ORG>Bộ Y tế</ORG> và <ORG>UBND tỉnh</ORG>.",
    "a05": "Theo <ORG>Bộ Tài chính</ORG>, <LOC>tỉnh Phú Yên</LOC> thu hơn 5 tỷ đồng. Ông <PER>Trần Văn "
    "Hai</PER>, <TITLE>Giám đốc <ORG>Sở Tài chính</ORG></TITLE>, nói vậy.",
    "a06": "<TITLE>Thủ tướng</TITLE> thăm <LOC>Nhật Bản</LOC>. Cùng đi có <TITLE>Bộ trưởng "
    "<ORG>Bộ Y tế</ORG></TITLE> và bà <PER>Hồ Thị Nga</PER>.",
    "a07": "Mưa lớn ở <LOC>huyện Sông Hinh</LOC> và <LOC>TP Tuy Hòa</LOC>. Anh <PER>Phan Văn Sáu</PER> "
    "mất nhà. <ORG>UBND tỉnh Phú Yên</ORG> hỗ trợ 20 triệu đồng.",
    "a08": "Ông <PER>Đinh Văn Lộc</PER> và bà <PER>Hồ Thị Nga</PER> tới <LOC>Hà Nội</LOC> gặp "
    "<ORG>Bộ Tài chính</ORG>. Ông <PER>Lộc</PER> về <LOC>tỉnh An Giang</LOC>.",
    "a09": "<ORG>Công ty TNHH Gạo Bình Minh</ORG> bán gạo sang <LOC>Nhật Bản</LOC>. Bà <PER>Lê Thị "
    "Tám</PER>, <TITLE>Phó Giám đốc <ORG>Công ty TNHH Gạo Bình Minh</ORG></TITLE>, ký hợp đồng.",
    "a10": "Tin của <ORG>Bộ Y tế</ORG>: <LOC>Hà Nội</LOC> có 3 ca bệnh. Chị <PER>Vũ Thị Mai</PER> đã khỏi. "
    "<TITLE>Giám đốc <ORG>Sở Y tế</ORG></TITLE> yêu cầu tiêm phòng.",
    "a11": "<LOC>TP Tuy Hòa</LOC> mở chợ hoa. Anh <PER>Trần Văn Hai</PER> bán được 40 chậu. "
    "<ORG>Sở Công Thương</ORG> khen <LOC>tỉnh Phú Yên</LOC>.",
    "a12": "Hôm nay trời đẹp, bà con ra đồng từ sớm và không có tin gì hơn.",
}
_TAG = re.compile(r"<(/?)(PER|ORG|LOC|TITLE)>")


def article(key: str, marked: str, source: str | None = None) -> Article:
    """Return an article of a text with inline marks."""
    text, marks, opened, end = "", [], [], 0
    for tag in _TAG.finditer(marked):
        text += marked[end : tag.start()]
        end = tag.end()
        if not tag[1]:
            opened.append(len(text))
            continue
        start = opened.pop()
        marks.append(Mark(tag[2], start, len(text), text[start:]))
    text += marked[end:]
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = source or f"{'hai' if key > 'a06' else 'mot'} clusters/cluster_{int(key[1:]) // 2}/{key}.txt"
    return Article(Annotation(key, source, digest, ("A",), in_order(marks)), text)


ARTICLES = [article(key, marked) for key, marked in MARKED.items()]
ANNOTATIONS = [x.annotation for x in ARTICLES]
TEXTS = {x.annotation.id: x.text for x in ARTICLES}


def write_set(folder: Path) -> tuple[Path, Path]:
    """Write annotations and texts; return their paths."""
    gold, texts = folder / "gold.jsonl", folder / "tin.jsonl"
    write_annotations(ANNOTATIONS, gold)
    rows = [json.dumps({"id": key, "text": text}, ensure_ascii=False) for key, text in TEXTS.items()]
    texts.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return gold, texts

"""Normal forms of names: tables of what a name says, whichever way it is written."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nsez_extract.lexicon.tables import read_tsv
from nsez_extract.relations.names import (
    body_name,
    initials_of,
    key_of,
    letters_of,
    place_name,
    tokens_of,
)


@pytest.mark.parametrize(
    ("surface", "tokens"),
    [
        ("", ""),
        ("Đỗ Xuân Phong", "đỗ xuân phong"),
        ("NGUYỄN HOÀ", "nguyễn hòa"),
        ("Trần Xuân Quí", "trần xuân quý"),
        ("H'Hen Niê", "h hen niê"),
        ("N.V.A", "n v a"),
        ("UBND TP.HCM", "ủy ban nhân dân thành phố hồ chí minh"),
        ("Uỷ ban Nhân dân", "ủy ban nhân dân"),
        ("Sở GD&ĐT", "sở giáo dục đào tạo"),
        ("Sở GD-ĐT", "sở giáo dục đào tạo"),
        ("Sở Giáo dục và Đào tạo", "sở giáo dục đào tạo"),
        ("Bộ LĐ-TB&XH", "bộ lao động thương binh xã hội"),
        ("Bộ Lao động - Thương binh và Xã hội", "bộ lao động thương binh xã hội"),
        ("Sở Văn hóa, Thể thao và Du lịch", "sở văn hóa thể thao du lịch"),
        ("Sở VHTT&DL", "sở văn hóa thể thao du lịch"),
        ("Sở VH,TT&DL", "sở văn hóa thể thao du lịch"),
        ("Bộ NN&PTNT", "bộ nông nghiệp phát triển nông thôn"),
        ("Ban Quản lý  KKT\nNghi Sơn", "ban quản lý khu kinh tế nghi sơn"),
        ("BQL KKT Nghi Sơn", "ban quản lý khu kinh tế nghi sơn"),
        ("Bộ Chỉ huy BĐBP tỉnh", "bộ chỉ huy bộ đội biên phòng tỉnh"),
        ("CTCP Xi măng Bút Sơn", "công ty cổ phần xi măng bút sơn"),
        ("Công ty TNHH MTV Lam Hồng", "công ty trách nhiệm hữu hạn một thành viên lam hồng"),
        ("Trường của Nam", "trường nam"),
        ("ubnd", "ubnd"),
        ("Q.1", "quận 1"),
        ("TP. Vinh", "thành phố vinh"),
        ("QL1A", "quốc lộ 1 a"),
        ("Bà Rịa-Vũng Tàu", "bà rịa vũng tàu"),
        ("U23 Việt Nam", "u 23 việt nam"),
        ("“ - ”", ""),
    ],
)
def test_tokens(surface: str, tokens: str) -> None:
    assert tokens_of(surface) == tuple(tokens.split())


@pytest.mark.parametrize(
    ("surface", "core", "level", "place"),
    [
        ("UBND tỉnh Nghệ An", "ủy ban nhân dân", "tỉnh", "nghệ an"),
        ("UBND tỉnh", "ủy ban nhân dân", "tỉnh", ""),
        ("UBND", "ủy ban nhân dân", "", ""),
        ("Ủy ban nhân dân thành phố Vinh", "ủy ban nhân dân", "thành phố", "vinh"),
        ("UBND TX Nghi Sơn", "ủy ban nhân dân", "thị xã", "nghi sơn"),
        ("UBND thị trấn Sa Pa", "ủy ban nhân dân", "thị trấn", "sa pa"),
        ("HĐND quận 5", "hội đồng nhân dân", "quận", "5"),
        ("HĐND P.12", "hội đồng nhân dân", "phường", "12"),
        ("Công an xã Nga Tân", "công an", "xã", "nga tân"),
        ("TAND huyện Bát Xát", "tòa án nhân dân", "huyện", "bát xát"),
        ("Sở Y tế", "sở y tế", "tỉnh", ""),
        ("Sở Y tế Nghệ An", "sở y tế", "tỉnh", "nghệ an"),
        ("Sở Công Thương tỉnh Nghệ An", "sở công thương", "tỉnh", "nghệ an"),
        ("Sở Y tế TP.HCM", "sở y tế", "thành phố", "hồ chí minh"),
        ("Tỉnh ủy", "tỉnh ủy", "tỉnh", ""),
        ("Tỉnh ủy Sơn La", "tỉnh ủy", "tỉnh", "sơn la"),
        ("Thành ủy Hà Nội", "thành ủy", "thành phố", "hà nội"),
        ("Ban Thường vụ Huyện ủy Bát Xát", "ban thường vụ huyện ủy", "huyện", "bát xát"),
        ("Tỉnh đoàn Quảng Trị", "đoàn", "tỉnh", "quảng trị"),
        ("Đảng bộ xã Hòa Tiến", "đảng bộ", "xã", "hòa tiến"),
        ("Trung tâm Y tế huyện Bát Xát", "trung tâm y tế", "huyện", "bát xát"),
        ("Bộ Tài chính", "bộ tài chính", "", ""),
        ("Chính phủ Nhật Bản", "chính phủ", "", "nhật bản"),
        ("CLB Nam Định", "câu lạc bộ nam định", "", ""),
        ("báo Thanh Niên", "thanh niên", "", ""),
    ],
)
def test_a_body_is_parted_into_what_it_is_level_and_place(
    surface: str, core: str, level: str, place: str
) -> None:
    name = body_name(surface)
    assert (name.core, name.level, name.place) == (tuple(core.split()), level, tuple(place.split()))


@pytest.mark.parametrize(
    ("surface", "proper", "company", "headed"),
    [
        ("Công ty Formosa", "formosa", True, True),
        ("Formosa", "formosa", True, False),
        ("Công ty CP Mía đường Sông Lam", "sông lam", True, True),
        ("Công ty TNHH MTV Thương mại và Dịch vụ Lam Hồng", "lam hồng", True, True),
        ("Công ty trách nhiệm hữu hạn Lam Hồng", "lam hồng", True, True),
        ("Ngân hàng TMCP Á Châu", "á châu", True, True),
        ("Tập đoàn Hoàng Sơn", "hoàng sơn", True, True),
        ("báo Thanh Niên", "thanh niên", True, True),
        ("Vinhomes", "vinhomes", True, False),
    ],
)
def test_name_proper_of_a_company(surface: str, proper: str, company: bool, headed: bool) -> None:
    name = body_name(surface)
    assert (name.proper, name.company, name.headed) == (tuple(proper.split()), company, headed)


@pytest.mark.parametrize("surface", ["Sở Y tế", "UBND tỉnh", "Trường THPT Lê Lợi", "Bộ Tài chính", "Tỉnh ủy"])
def test_bodies_of_the_state_and_schools_are_no_companies(surface: str) -> None:
    assert not body_name(surface).company


@pytest.mark.parametrize(
    ("surface", "short"),
    [
        ("VAMC", "vamc"),
        ("KH&CN2", "kh&cn2"),
        ("UBND", ""),
        ("Formosa", ""),
        ("ĐH Huế", ""),
        ("A", ""),
        ("QUYẾT ĐỊNH", ""),
        ("ABCDEFGHIKLMNOP", ""),
    ],
)
def test_unknown_abbreviations(surface: str, short: str) -> None:
    assert body_name(surface).short == short


def test_well_known_bodies_have_one_long_name() -> None:
    assert body_name("Fed").known == body_name("Cục Dự trữ Liên bang Mỹ").known != ()
    assert body_name("LHQ").known == body_name("Liên Hiệp Quốc").known == body_name("Liên hợp quốc").known
    assert body_name("Sở Y tế").known == ()


def test_every_row_of_the_known_bodies_is_read() -> None:
    for short, long in read_tsv("known_bodies.tsv", ("name", "known_as")):
        assert body_name(short).known == body_name(long).known == tokens_of(long), short


@pytest.mark.parametrize(
    ("surface", "level", "name"),
    [
        ("TP.HCM", "thành phố", "hồ chí minh"),
        ("TPHCM", "thành phố", "hồ chí minh"),
        ("Thành phố Hồ Chí Minh", "thành phố", "hồ chí minh"),
        ("Sài Gòn", "", "hồ chí minh"),
        ("huyện Tĩnh Gia", "huyện", "tĩnh gia"),
        ("Tĩnh Gia", "", "tĩnh gia"),
        ("Tỉnh Gia", "tỉnh", "gia"),
        ("quận 1", "quận", "1"),
        ("Q.1", "quận", "1"),
        ("P.12", "phường", "12"),
        ("TX Kỳ Anh", "thị xã", "kỳ anh"),
        ("thị trấn Sa Pa", "thị trấn", "sa pa"),
        ("xã", "", "xã"),
        ("Hoa Kỳ", "", "mỹ"),
        ("nước Mỹ", "", "mỹ"),
        ("nước Việt Nam", "", "việt nam"),
        ("VN", "", "việt nam"),
        ("Thanh Hoá", "", "thanh hóa"),
        ("Đăk Lăk", "", "đắc lắc"),
        ("tỉnh Đắk Lắk", "tỉnh", "đắc lắc"),
        ("Thừa Thiên-Huế", "", "thừa thiên huế"),
        ("ĐBSCL", "", "đồng bằng sông cửu long"),
        ("KKT Nghi Sơn", "", "khu kinh tế nghi sơn"),
        ("sông Mã", "", "sông mã"),
        ("huyện Sông Mã", "huyện", "sông mã"),
        ("cảng Nghi Sơn", "", "cảng nghi sơn"),
    ],
)
def test_a_place_is_parted_into_level_and_name(surface: str, level: str, name: str) -> None:
    found = place_name(surface)
    assert (found.level, found.name) == (level, tuple(name.split()))
    assert found.tokens == tokens_of(surface)


@pytest.mark.parametrize(
    ("surface", "short"),
    [
        ("KKTNS", "kktns"),
        ("KKT", ""),
        ("Vinh", ""),
        pytest.param(
            "TP.HCM",
            "",
            marks=pytest.mark.xfail(reason="TP.HCM is of two known parts, but no form of the table"),
        ),
    ],
)
def test_abbreviations_of_places(surface: str, short: str) -> None:
    assert place_name(surface).short == short


@pytest.mark.parametrize(
    ("surface", "key"),
    [
        ("", ""),
        ("Đỗ Xuân Phong", "do xuan phong"),
        ("NGUYỄN THUÝ HIỀN", "nguyen thuy hien"),
        ("Ủy ban Nhân dân", "uy ban nhan dan"),
        ("UBND TP.HCM", "uy ban nhan dan thanh pho ho chi minh"),
        ("Sở Giáo dục và Đào tạo", "so giao duc dao tao"),
        ("Ban Thường vụ Tỉnh ủy", "ban thuong vu tinh uy"),
        ("Đường Lê Đức Thọ", "duong le duc tho"),
        ("Ư Ơ Ô Ă Â Ê Đ", "u o o a a e d"),
        ("Björn Müller", "bjorn muller"),
        ("quận 1", "quan 1"),
    ],
)
def test_keys(surface: str, key: str) -> None:
    assert key_of(tokens_of(surface)) == key


@pytest.mark.parametrize(
    ("short", "long", "fits"),
    [
        ("kktns", "khu kinh tế nghi sơn", True),
        ("kkt", "khu kinh tế nghi sơn", True),
        ("ns", "khu kinh tế nghi sơn", True),
        ("slna", "câu lạc bộ sông lam nghệ an", True),
        ("đhbkhn", "đại học bách khoa hà nội", True),
        ("b&c", "cờ bí ban", False),
        ("a&b", "an bình", True),
        ("l.đ", "liên đoàn", True),
        ("ktn", "khu kinh tế nghi sơn", False),
        ("kns", "khu kinh tế nghi sơn", False),
        ("abc", "an bình", False),
        ("dh", "đại học", False),
        ("k", "khu kinh tế", False),
        ("", "khu kinh tế", False),
        ("vn", "1 việt nam", True),
        ("vn", "", False),
    ],
)
def test_initials(short: str, long: str, fits: bool) -> None:
    assert (letters_of(short) in initials_of(tuple(long.split()))) is fits


@settings(max_examples=300)
@given(st.text(max_size=40))
def test_any_text_is_a_name(text: str) -> None:
    surface = " ".join(text.split())
    tokens = tokens_of(surface)
    assert all(tokens)
    assert not {"và", "của", "thuộc"} & set(tokens)
    key = key_of(tokens)
    assert not any(map(unicodedata.combining, unicodedata.normalize("NFD", key)))
    body, place = body_name(surface), place_name(surface)
    assert body.tokens == place.tokens == tokens
    assert not body.place or body.core
    assert (not place.level) or place.name


_WORDS = st.sampled_from(
    [
        *("UBND", "Ủy", "ban", "nhân", "dân", "tỉnh", "huyện", "xã", "thị", "thành", "phố", "ủy", "đoàn"),
        *("Sở", "Y", "tế", "Nghệ", "An", "Nam", "Định", "5", "&", "-", ",", "TP", "Công", "ty", "báo"),
    ]
)


@settings(max_examples=300)
@given(st.lists(_WORDS, min_size=1, max_size=8).map(" ".join))
def test_parts_of_a_body_are_parts_of_its_name(surface: str) -> None:
    name = body_name(surface)
    rest = iter(name.tokens)
    assert name.core == ("đoàn",) or all(token in rest for token in name.core)
    assert name.place == name.tokens[len(name.tokens) - len(name.place) :]
    assert not name.proper or name.proper == name.core[-len(name.proper) :]
    assert re.fullmatch(r"[a-z0-9 ]*", key_of(name.tokens))

"""The Harmonized System: its chapters, by number, with their titles.

A code begins with its chapter (two digits), heading (four) or subheading (six).  Chapter 77 is reserved and holds
nothing, so no code begins with it.  Left out: headings and subheadings, of which there are thousands; sections; what
countries add behind the sixth digit.

Sources: World Customs Organization, "HS Nomenclature 2022 Edition"; the Indonesian titles as in Buku Tarif Kepabeanan
Indonesia 2022, whose chapters are those of the Harmonized System.
"""

from .model import Names

__all__ = ["CHAPTERS", "chapter"]

_TITLES = """\
01|Live animals|Binatang hidup
02|Meat and edible meat offal|Daging dan sisa daging yang dapat dimakan
03|Fish and crustaceans, molluscs and other aquatic invertebrates|Ikan dan krustasea, moluska serta invertebrata air lainnya
04|Dairy produce; birds' eggs; natural honey; edible products of animal origin, not elsewhere specified or included|Produk susu; telur unggas; madu alam; produk hewani yang dapat dimakan, tidak dirinci atau termasuk dalam pos lain
05|Products of animal origin, not elsewhere specified or included|Produk hewani, tidak dirinci atau termasuk dalam pos lain
06|Live trees and other plants; bulbs, roots and the like; cut flowers and ornamental foliage|Pohon hidup dan tanaman lainnya; umbi, akar dan sejenisnya; bunga potong dan daun ornamental
07|Edible vegetables and certain roots and tubers|Sayuran dan akar serta umbi tertentu yang dapat dimakan
08|Edible fruit and nuts; peel of citrus fruit or melons|Buah dan buah bertempurung yang dapat dimakan; kulit buah jeruk atau melon
09|Coffee, tea, maté and spices|Kopi, teh, mate dan rempah-rempah
10|Cereals|Serealia
11|Products of the milling industry; malt; starches; inulin; wheat gluten|Produk industri penggilingan; malt; pati; inulin; gluten gandum
12|Oil seeds and oleaginous fruits; miscellaneous grains, seeds and fruit; industrial or medicinal plants; straw and fodder|Biji dan buah mengandung minyak; bermacam-macam butir, biji dan buah; tanaman industri atau tanaman obat; jerami dan makanan hewan
13|Lac; gums, resins and other vegetable saps and extracts|Lak; getah, damar serta getah dan ekstrak nabati lainnya
14|Vegetable plaiting materials; vegetable products not elsewhere specified or included|Bahan nabati untuk anyaman; produk nabati tidak dirinci atau termasuk dalam pos lain
15|Animal, vegetable or microbial fats and oils and their cleavage products; prepared edible fats; animal or vegetable waxes|Lemak dan minyak hewani, nabati atau mikroba dan produk disosiasinya; lemak olahan yang dapat dimakan; malam hewani atau nabati
16|Preparations of meat, of fish, of crustaceans, molluscs or other aquatic invertebrates, or of insects|Olahan dari daging, ikan, krustasea, moluska atau invertebrata air lainnya, atau dari serangga
17|Sugars and sugar confectionery|Gula dan kembang gula
18|Cocoa and cocoa preparations|Kakao dan olahan kakao
19|Preparations of cereals, flour, starch or milk; pastrycooks' products|Olahan dari serealia, tepung, pati atau susu; produk industri kue
20|Preparations of vegetables, fruit, nuts or other parts of plants|Olahan dari sayuran, buah, buah bertempurung atau bagian lain dari tanaman
21|Miscellaneous edible preparations|Bermacam-macam olahan yang dapat dimakan
22|Beverages, spirits and vinegar|Minuman, alkohol dan cuka
23|Residues and waste from the food industries; prepared animal fodder|Ampas dan sisa dari industri makanan; olahan makanan hewan
24|Tobacco and manufactured tobacco substitutes; products, whether or not containing nicotine, intended for inhalation without combustion; other nicotine containing products intended for the intake of nicotine into the human body|Tembakau dan pengganti tembakau dipabrikasi; produk, mengandung nikotin maupun tidak, yang dimaksudkan untuk inhalasi tanpa pembakaran; produk lainnya mengandung nikotin yang dimaksudkan untuk pemasukan nikotin ke dalam tubuh manusia
25|Salt; sulphur; earths and stone; plastering materials, lime and cement|Garam; belerang; tanah dan batu; bahan plester, kapur dan semen
26|Ores, slag and ash|Bijih, terak dan abu
27|Mineral fuels, mineral oils and products of their distillation; bituminous substances; mineral waxes|Bahan bakar mineral, minyak mineral dan produk sulingannya; zat mengandung bitumen; malam mineral
28|Inorganic chemicals; organic or inorganic compounds of precious metals, of rare-earth metals, of radioactive elements or of isotopes|Bahan kimia anorganik; senyawa organik atau anorganik dari logam mulia, logam tanah jarang, unsur radioaktif atau isotop
29|Organic chemicals|Bahan kimia organik
30|Pharmaceutical products|Produk farmasi
31|Fertilisers|Pupuk
32|Tanning or dyeing extracts; tannins and their derivatives; dyes, pigments and other colouring matter; paints and varnishes; putty and other mastics; inks|Ekstrak penyamak atau pencelup; tanin dan turunannya; pewarna, pigmen dan bahan pewarna lainnya; cat dan pernis; dempul dan mastik lainnya; tinta
33|Essential oils and resinoids; perfumery, cosmetic or toilet preparations|Minyak atsiri dan resinoid; wewangian, olahan kosmetik atau rias
34|Soap, organic surface-active agents, washing preparations, lubricating preparations, artificial waxes, prepared waxes, polishing or scouring preparations, candles and similar articles, modelling pastes, "dental waxes" and dental preparations with a basis of plaster|Sabun, bahan aktif permukaan organik, olahan pencuci, olahan pelumas, malam artifisial, malam olahan, olahan pemoles atau penggosok, lilin dan barang semacam itu, pasta model, "malam untuk gigi" dan olahan gigi dengan bahan dasar plester
35|Albuminoidal substances; modified starches; glues; enzymes|Zat albumina; pati dimodifikasi; lem; enzim
36|Explosives; pyrotechnic products; matches; pyrophoric alloys; certain combustible preparations|Bahan peledak; produk piroteknik; korek api; paduan piroforik; olahan tertentu yang mudah terbakar
37|Photographic or cinematographic goods|Barang fotografi atau sinematografi
38|Miscellaneous chemical products|Bermacam-macam produk kimia
39|Plastics and articles thereof|Plastik dan barang daripadanya
40|Rubber and articles thereof|Karet dan barang daripadanya
41|Raw hides and skins (other than furskins) and leather|Jangat dan kulit mentah (selain kulit berbulu) dan kulit samak
42|Articles of leather; saddlery and harness; travel goods, handbags and similar containers; articles of animal gut (other than silk-worm gut)|Barang dari kulit samak; saddleri dan harnes; keperluan bepergian, tas tangan dan wadah semacam itu; barang dari usus binatang (selain usus ulat sutra)
43|Furskins and artificial fur; manufactures thereof|Kulit berbulu dan kulit berbulu tiruan; barang daripadanya
44|Wood and articles of wood; wood charcoal|Kayu dan barang dari kayu; arang kayu
45|Cork and articles of cork|Gabus dan barang dari gabus
46|Manufactures of straw, of esparto or of other plaiting materials; basketware and wickerwork|Barang dari jerami, rumput esparto atau bahan anyaman lainnya; keranjang dan barang anyaman
47|Pulp of wood or of other fibrous cellulosic material; recovered (waste and scrap) paper or paperboard|Pulp dari kayu atau dari bahan selulosa berserat lainnya; kertas atau kertas karton yang dipulihkan (sisa dan skrap)
48|Paper and paperboard; articles of paper pulp, of paper or of paperboard|Kertas dan kertas karton; barang dari pulp kertas, kertas atau kertas karton
49|Printed books, newspapers, pictures and other products of the printing industry; manuscripts, typescripts and plans|Buku cetakan, surat kabar, gambar dan produk lainnya dari industri percetakan; manuskrip, naskah ketikan dan rencana
50|Silk|Sutra
51|Wool, fine or coarse animal hair; horsehair yarn and woven fabric|Wol, bulu hewan halus atau kasar; benang bulu kuda dan kain tenunan
52|Cotton|Kapas
53|Other vegetable textile fibres; paper yarn and woven fabrics of paper yarn|Serat tekstil nabati lainnya; benang kertas dan kain tenunan dari benang kertas
54|Man-made filaments; strip and the like of man-made textile materials|Filamen buatan; strip dan sejenisnya dari bahan tekstil buatan
55|Man-made staple fibres|Serat stapel buatan
56|Wadding, felt and nonwovens; special yarns; twine, cordage, ropes and cables and articles thereof|Gumpalan, kain kempa dan bukan tenunan; benang khusus; benang pintal, tali, tambang dan kabel serta barang daripadanya
57|Carpets and other textile floor coverings|Karpet dan tekstil penutup lantai lainnya
58|Special woven fabrics; tufted textile fabrics; lace; tapestries; trimmings; embroidery|Kain tenunan khusus; kain tekstil berumbai; renda; permadani dinding; hiasan; sulaman
59|Impregnated, coated, covered or laminated textile fabrics; textile articles of a kind suitable for industrial use|Kain tekstil diresapi, dilapisi, ditutupi atau dilaminasi; barang tekstil dari jenis yang cocok untuk keperluan industri
60|Knitted or crocheted fabrics|Kain rajutan atau kaitan
61|Articles of apparel and clothing accessories, knitted or crocheted|Pakaian dan aksesori pakaian, rajutan atau kaitan
62|Articles of apparel and clothing accessories, not knitted or crocheted|Pakaian dan aksesori pakaian, bukan rajutan atau kaitan
63|Other made up textile articles; sets; worn clothing and worn textile articles; rags|Barang tekstil sudah jadi lainnya; set; pakaian bekas dan barang tekstil bekas; gombal
64|Footwear, gaiters and the like; parts of such articles|Alas kaki, pelindung kaki dan sejenisnya; bagian dari barang tersebut
65|Headgear and parts thereof|Tutup kepala dan bagiannya
66|Umbrellas, sun umbrellas, walking-sticks, seat-sticks, whips, riding-crops and parts thereof|Payung, payung panas, tongkat jalan, tongkat duduk, cambuk, pecut dan bagiannya
67|Prepared feathers and down and articles made of feathers or of down; artificial flowers; articles of human hair|Bulu dan bulu halus olahan serta barang dari bulu atau bulu halus; bunga artifisial; barang dari rambut manusia
68|Articles of stone, plaster, cement, asbestos, mica or similar materials|Barang dari batu, plester, semen, asbes, mika atau bahan semacam itu
69|Ceramic products|Produk keramik
70|Glass and glassware|Kaca dan barang dari kaca
71|Natural or cultured pearls, precious or semi-precious stones, precious metals, metals clad with precious metal, and articles thereof; imitation jewellery; coin|Mutiara alam atau budidaya, batu mulia atau semi mulia, logam mulia, logam yang dipalut dengan logam mulia, dan barang daripadanya; perhiasan imitasi; koin
72|Iron and steel|Besi dan baja
73|Articles of iron or steel|Barang dari besi atau baja
74|Copper and articles thereof|Tembaga dan barang daripadanya
75|Nickel and articles thereof|Nikel dan barang daripadanya
76|Aluminium and articles thereof|Aluminium dan barang daripadanya
78|Lead and articles thereof|Timbal dan barang daripadanya
79|Zinc and articles thereof|Seng dan barang daripadanya
80|Tin and articles thereof|Timah dan barang daripadanya
81|Other base metals; cermets; articles thereof|Logam tidak mulia lainnya; sermet; barang daripadanya
82|Tools, implements, cutlery, spoons and forks, of base metal; parts thereof of base metal|Perkakas, peralatan, alat potong, sendok dan garpu, dari logam tidak mulia; bagiannya dari logam tidak mulia
83|Miscellaneous articles of base metal|Bermacam-macam barang dari logam tidak mulia
84|Nuclear reactors, boilers, machinery and mechanical appliances; parts thereof|Reaktor nuklir, ketel, mesin dan peralatan mekanis; bagiannya
85|Electrical machinery and equipment and parts thereof; sound recorders and reproducers, television image and sound recorders and reproducers, and parts and accessories of such articles|Mesin dan perlengkapan elektris serta bagiannya; perekam dan pereproduksi suara, perekam dan pereproduksi gambar dan suara televisi, dan bagian serta aksesori dari barang tersebut
86|Railway or tramway locomotives, rolling-stock and parts thereof; railway or tramway track fixtures and fittings and parts thereof; mechanical (including electro-mechanical) traffic signalling equipment of all kinds|Lokomotif kereta api atau trem, kendaraan rel dan bagiannya; perlengkapan dan kelengkapan jalur kereta api atau trem dan bagiannya; segala jenis perlengkapan sinyal lalu lintas mekanis (termasuk elektro-mekanis)
87|Vehicles other than railway or tramway rolling-stock, and parts and accessories thereof|Kendaraan selain kendaraan rel kereta api atau trem, dan bagian serta aksesorinya
88|Aircraft, spacecraft, and parts thereof|Kendaraan udara, kendaraan luar angkasa, dan bagiannya
89|Ships, boats and floating structures|Kapal, perahu dan struktur terapung
90|Optical, photographic, cinematographic, measuring, checking, precision, medical or surgical instruments and apparatus; parts and accessories thereof|Instrumen dan aparatus optik, fotografi, sinematografi, pengukuran, pemeriksaan, presisi, medis atau bedah; bagian dan aksesorinya
91|Clocks and watches and parts thereof|Jam dan arloji serta bagiannya
92|Musical instruments; parts and accessories of such articles|Instrumen musik; bagian dan aksesori dari barang tersebut
93|Arms and ammunition; parts and accessories thereof|Senjata dan amunisi; bagian dan aksesorinya
94|Furniture; bedding, mattresses, mattress supports, cushions and similar stuffed furnishings; luminaires and lighting fittings, not elsewhere specified or included; illuminated signs, illuminated name-plates and the like; prefabricated buildings|Perabotan; keperluan tidur, kasur, alas kasur, bantal dan perabotan semacam itu yang diisi; luminer dan alat kelengkapan penerangan, tidak dirinci atau termasuk dalam pos lain; tanda iluminasi, papan nama iluminasi dan sejenisnya; bangunan prapabrikasi
95|Toys, games and sports requisites; parts and accessories thereof|Mainan, permainan dan keperluan olahraga; bagian dan aksesorinya
96|Miscellaneous manufactured articles|Bermacam-macam barang hasil pabrik
97|Works of art, collectors' pieces and antiques|Karya seni, barang kolektor dan barang antik
"""  # noqa: E501 — titles stand as they are published


def _chapters() -> dict[str, Names]:
    rows = (line.split("|") for line in _TITLES.splitlines())
    return {number: (("id", indonesian), ("en", english)) for number, english, indonesian in rows}


CHAPTERS: dict[str, Names] = _chapters()
"""Titles by number, in the order of the system: 96 of the 97 chapters, for 77 is reserved."""


def chapter(code: str) -> str:
    """Return the number of the chapter that a code lies in; empty where there is no such chapter."""
    return code[:2] if code[:2] in CHAPTERS else ""

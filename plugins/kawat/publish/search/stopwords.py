"""Stop words: so frequent in their language that they tell no text from another; a table.

Function words only.  A word that carries meaning in some question (kerja, baru, new, first) stays in the index, where
BM25 gives it the little weight that it deserves.
"""

__all__ = ["STOP_WORDS"]

_INDONESIAN = """
ada adalah adapun agar akan aku amat anda antara apa apabila apakah atas atau bagai bagaimana bagi bahkan bahwa belum
berbagai bila bisa bukan dalam dan dapat dari daripada dengan di dia hal hanya harus hingga ia ialah ini itu jadi jika
juga kalau kami kamu karena ke kepada ketika kita lagi lah lalu lebih maka masih maupun melalui menjadi mereka
merupakan namun nya oleh pada paling para pernah pula pun saat saja sambil sana sangat saya sebab sebagai sebagaimana
sebuah sedang sehingga sejak sekitar selain selama seluruh semua seorang seperti serta setelah setiap suatu sudah
supaya tapi telah tentang terhadap tersebut tetapi tiap tidak untuk yaitu yakni yang
"""

STOP_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "id": _INDONESIAN,
        "ms": _INDONESIAN + " ialah iaitu oleh pada tak telah yang kerana daripada dah",
        "en": """
an and are as at be been but by can did do does for from had has have he her his how if in into is it its more most no
nor not of on or our she so some such than that the their them then there these they this those to was we were what
when where which who whom why will with would you your
""",
        "ar": """
في من على الي عن مع هذا هذه ذلك تلك التي الذي الذين ان انه انها كان كانت يكون قد لا لم لن ما هو هي هم بين بعد قبل كل
او ثم حتي كما اذا عند خلال وفي ومن وعلي وقد وهو وهي والتي والذي
""",
        "de": """
aber als am an auch auf aus bei bin bis bist da damit dann das dass dem den denn der des dich die dies diese dieser
dieses doch du durch ein eine einem einen einer eines er es euch fur hat haben hier hinter ich ihm ihn ihr ihre im in
ist ja kann kein mehr mein mit nach nicht noch nun nur ob oder ohne sehr sein seine sich sie sind so soll uber um und
uns unter vom von vor war waren was weil wenn wer werden wie wir wird wo zu zum zur
""",
        "es": """
al ante como con cual cuando de del desde donde el ella ellos en entre era eran es esa ese eso esta este esto ha han
hasta hay la las le les lo los mas me mi muy ni no nos nuestro o para pero por porque que quien se ser si sin sobre
son su sus tambien tan te tiene todo tu un una uno unos y ya
""",
        "fr": """
au aux avec ce ces cet cette dans de des du elle elles en est et eux il ils je la le les leur leurs lui mais me meme
mes moi mon ne nos notre nous on ont ou par pas plus pour qu que qui sa sans se ses si son sont sur ta te tes toi ton
tu un une vos votre vous
""",
        "nl": """
aan al alle als bij daar dan dat de der deze die dit doch doen door dus een en er ge geen had heb hebben heeft hem het
hier hij hoe hun ik in is ja je kan me men met mij mijn na naar niet nog nu of om omdat ons ook op over te tot u uit
uw van veel voor waren was wat we wel werd wie wij worden wordt zal ze zich zij zijn zo
""",
        "pt": """
ao aos as ate com como da das de dela dele do dos e ela eles em entre era essa esse esta este eu foi ha isso ja la lhe
mais mas me mesmo muito na nao nas nem no nos nossa o os ou para pela pelas pelo pelos por qual quando que quem sao se
sem ser seu seus so sua suas tambem tem um uma
""",
        "ru": """
без бы был была были было быть вас ведь во вот все всего вы где да для до его ее если есть еще же за здесь из или им
их как когда кто ли мы на над нас не него нее нет ни но ну об однако он она они оно от по под после при про со так
также там те то того тоже той только том ты уже хотя что чтобы эта эти это этого этой этом этот
""",
    }.items()
}
"""By language, as they are written."""

"""First names common among people treated in Britain, of all ages and origins. Lower case."""

from pathlib import Path

from . import words

# Names that five children or more were given in a year between 1996 and 2024, and the hundred
# commonest of each decade from 1904 to 1994, England and Wales. Lower case. Source: Office for
# National Statistics, Baby names; Open Government Licence v3.0. Many are words or surnames too.
REGISTERED = frozenset((Path(__file__).parent / "registered.txt").read_text().split())

FIRST_NAMES = frozenset(
    words("""
    aaliyah, aaron, abdul, abdullah, abigail, abu, ada, adam, adebayo, adeel, adele, adrian,
    agnes, ahmed, aidan, aisha, aishah, akash, alan, alastair, albert, alec, alejandro,
    aleksandra, alex, alexander, alexandra, alfie, alfred, ali, alice, alicia, alina, alisha,
    alison, alistair, allan, allison, alma, alun, amanda, amelia, amina, amir, amirah, amit, amy,
    ana, anastasia, andrea, andreea, andrew, andrzej, andy, aneurin, angela, angus, anil, anita,
    anjali, ann, anna, annabel, anne, annette, annie, anthea, anthony, antoni, antonio, anwen,
    archie, arthur, arun, asha, asif, asma, aubrey, audrey, austin, ava, avril, ayesha, aziz,
    babatunde, barbara, barney, barry, bartosz, beatrice, becky, ben, benjamin, bernadette,
    bernard, bert, bertha, beryl, bessie, beth, bethan, bethany, betsy, betty, beverley, bilal,
    billie, billy, bob, bobby, bogdan, brad, bradley, brandon, brenda, brian, bridget, bronwen,
    bronwyn, bruce, bryan, bryn, caitlin, callum, calum, cameron, carl, carla, carmel, carol,
    carole, caroline, carolyn, carys, catherine, cathy, catrin, cecil, cecilia, ceri, charles,
    charlie, charlotte, chelsea, cheryl, chidi, chinedu, chloe, chris, christina, christine,
    christopher, ciara, cillian, claire, clara, clare, clarence, claudia, clifford, clive,
    colette, colleen, conor, connor, constance, corey, courtney, craig, cynthia, cyril, daisy,
    dale, damian, dan, daniel, danielle, danny, daphne, darragh, darren, dave, david, dawid,
    dawn, deborah, debbie, debra, declan, deepa, deepak, deirdre, delia, della, denis, denise,
    dennis, derek, dermot, derrick, desmond, devon, dewi, diana, diane, dilip, dilys, dimitri,
    dinesh, dolly, dolores, dominic, donald, donna, doreen, doris, dorothy, dougie, duncan,
    dylan, ebony, eddie, edgar, edith, edna, edward, edwin, effie, eileen, eilidh, eirlys,
    elaine, eleanor, elena, elijah, eliza, elizabeth, ella, ellen, ellie, elliot, eloise, elsie,
    elspeth, emeka, emily, emma, emmanuel, enid, eoin, eric, erica, erin, ernest, esme, esther,
    ethan, ethel, eugene, eunice, eva, evan, eve, evelyn, ewan, ezekiel, faisal, farah, farhan,
    fatima, fatma, felicity, felix, fergus, finlay, finn, fiona, flora, florence, frances,
    francesca, francis, frank, frankie, fraser, fred, freda, freddie, frederick, freya, gail,
    gareth, garry, gary, gavin, gemma, geoff, geoffrey, george, georgia, georgina, gerald,
    geraldine, gerard, gertrude, gethin, gillian, gina, giovanni, gladys, glen, glenys, gloria,
    glyn, gordon, graham, grainne, grzegorz, gulsum, gurpreet, guto, gwen, gwendoline, gwyneth,
    habib, hamish, hamza, hannah, harold, harjit, harpreet, harriet, harrison, harry, harvey,
    hassan, hazel, heather, hector, heidi, helen, helena, henrietta, henry, herbert, hilary,
    hilda, horace, howard, hugh, hussain, hussein, ian, ibrahim, ibrahima, ida, ifeoma, imogen,
    imran, ines, ingrid, ioan, iona, ira, irene, iris, irina, isaac, isabel, isabella, isabelle,
    isha, isla, ismail, ivor, ivy, jack, jackie, jacob, jacqueline, jade, jagdeep, jaime, jake,
    jakub, james, jamie, jan, jane, janet, janette, janice, janine, jared, jasmin, jasmine,
    jason, jaspreet, jatinder, javed, jay, jayden, jean, jeanette, jeff, jeffrey, jemima, jenna,
    jennifer, jenny, jeremy, jerome, jerry, jess, jessica, jessie, jill, jim, jimmy, jo, joan,
    joanna, joanne, jodie, joe, joel, john, johnny, jonathan, jordan, jorge, jose, joseph,
    josephine, josh, joshua, joyce, juan, judith, judy, julia, julian, julie, juliet, justin,
    kamal, kamila, karen, karim, karl, karolina, kate, katarzyna, kath, katherine, kathleen,
    kathryn, katie, katrina, kavita, kay, kayleigh, keeley, keiran, keith, kelly, kelvin, ken,
    kenneth, kenny, kerry, kevin, khadija, khalid, kieran, kim, kimberley, kirsten, kirsty, kofi,
    krishna, krystyna, krzysztof, kumar, kwame, kyle, kylie, lachlan, lakshmi, lara, larry,
    laura, lauren, laurence, lawrence, layla, leah, leanne, lee, leila, len, lena, leo, leon,
    leonard, leroy, lesley, leslie, lewis, liam, lilian, lillian, linda, lindsay, linnea, lionel,
    lisa, liz, lizzie, lloyd, lois, lola, lorna, lorraine, louis, louisa, louise, luca, lucas,
    lucinda, lucy, luke, lydia, lynda, lynette, lynn, lynne, mabel, maddie, madeleine, madison,
    maeve, magdalena, mahmoud, mair, maisie, malcolm, malik, malgorzata, mandy, manjit, marc,
    marcin, marcus, margaret, margery, maria, mariam, marian, marie, marilyn, marina, mario,
    marion, marjorie, mark, marlene, martha, martin, mary, maryam, mateusz, matilda, matt,
    matthew, maud, maude, maureen, maurice, mavis, max, maxine, megan, mei, mehmet, melanie,
    melissa, mercy, meryl, mia, michael, michal, michelle, mick, mihai, mike, mildred, millicent,
    millie, milly, minnie, miriam, mohamed, mohammad, mohammed, moira, mollie, molly, mona,
    monica, morag, morgan, muhammad, muriel, musa, mustafa, myfanwy, myra, myrtle, nadia, nancy,
    naomi, natalia, natalie, natasha, nathan, nathaniel, neil, nell, nellie, nerys, ngozi, nia,
    niall, niamh, nicholas, nick, nicola, nicole, nigel, nikhil, nina, nisha, noah, noel, nora,
    norah, noreen, norma, norman, oisin, oksana, olga, olive, oliver, olivia, oluwaseun, olwen,
    omar, oona, orla, oscar, osman, otis, owain, owen, pamela, parveen, pat, patel, patience,
    patricia, patrick, paul, paula, pauline, pawel, pearl, pedro, peggy, penelope, penny, percy,
    perpetua, pete, peter, petra, philip, phillip, phoebe, phyllis, piotr, poppy, polly, pradeep,
    pranav, precious, priya, queenie, rachel, radoslaw, raheem, rahul, raj, rajesh, ralph,
    ramesh, raquel, raymond, rebecca, reece, reg, reggie, reginald, rehana, rekha, rene, reuben,
    rhian, rhiannon, rhodri, rhona, rhys, ricardo, richard, rick, ricky, riley, rita, robert,
    roberta, robin, robyn, rodney, roger, roisin, roland, ron, ronald, ronnie, rory, rosalind,
    rosaline, rose, roseanne, rosemary, rosie, ross, rowena, roy, ruby, rukhsana, rupert,
    russell, ruth, ryan, sabina, saad, sadia, sadie, saeed, saima, sally, sam, samantha, samina,
    samir, samuel, sana, sandeep, sandra, sanjay, sara, sarah, sasha, saskia, scott, sean,
    seamus, sebastian, seren, shabana, shabnam, shahid, shamim, shane, shanice, shannon, sharon,
    shaun, shauna, shazia, sheena, sheila, shelley, sheryl, shirley, shona, shreya, sian, sid,
    sidney, sienna, simon, sinead, siobhan, sofia, sonia, sophia, sophie, stacey, stanislaw,
    stanley, stefan, stella, stephanie, stephen, steve, steven, stewart, stuart, sue, suleiman,
    sunita, surinder, susan, susannah, suzanne, sybil, sydney, sylvia, tahira, talia, tamara,
    tamsin, tania, tanya, tara, tariq, tasha, taylor, ted, terence, teresa, terry, tess, tessa,
    thelma, theo, theodore, theresa, thomas, tia, tiffany, tilly, tim, timothy, tina, toby, todd,
    tom, tomasz, tommy, toni, tony, tracey, tracy, trevor, tristan, trudy, tyler, tyrone, umar,
    una, ursula, usha, usman, val, valerie, vanessa, vasile, vera, vernon, veronica, vicky,
    victor, victoria, vijay, vikram, vince, vincent, viola, vivian, vivien, vivienne, vladimir,
    walter, wanda, wasim, wayne, wendy, wesley, wilf, wilfred, will, william, winifred, winnie,
    winston, xavier, yasmin, yousef, yusuf, yvette, yvonne, zac, zach, zachary, zahra, zain,
    zainab, zara, zbigniew, zena, zoe, zofia, zuzanna
""")
)

# Names that are also words, months or anatomy: believed in lower case only after a clear cue.
ALSO_WORDS = frozenset(
    words("""
    al, amber, angel, april, art, august, autumn, bill, chance, charity, chuck, clay, dale, dawn,
    dean, devon, don, drew, earl, eve, faith, frank, gene, grace, grant, guy, hazel, heather,
    herb, hope, iris, ivy, jack, jade, joy, june, lance, may, mark, mercy, miles, norma, olive,
    pat, patience, patel, paris, pearl, penny, poppy, precious, ray, reg, rich, rob, robin, rose,
    ruby, rusty, sue, summer, sally, tia, viola, violet, will, bob, carol, chelsea, courtney,
    daisy, jordan, kit, max, mini, misty, nick, pip, sandy, skye, myrtle, jo, mo, len, ken, sid,
    val, ted, sasha, ana, ada, ira, mei, lee, saad, ali, fred, tom, ron, sam, dan, finn, kay,
    jay, lena, ida, ines, alma, major, ben, adele, musa, sana, mia, nell
""")
)

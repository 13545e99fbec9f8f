"""Towns, hospitals and what only looks like them. Big cities count too: with an age and a day they
narrow a story down. Lower case."""

import re

from . import words
from .lexicon import Lexicon

TOWNS = frozenset(
    words("""
    london, yorkshire, cornwall, devon, dorset, somerset, norfolk, suffolk, cumbria,
    northumberland, lincolnshire, gwent, powys, fife, caithness, sutherland, donegal, settle,
    kirkby lonsdale, aberdare, aberdeen, aberystwyth, accrington, aldershot, alloa, altrincham,
    andover, antrim, arbroath, armagh, ashford, ashton-under-lyne, aylesbury, ayr, ballymena,
    banbury, bangor, barking, barnsley, barnstaple, barrow, barrow-in-furness, barry, basildon,
    basingstoke, bath, batley, bedford, belfast, berwick, berwick-upon-tweed, beverley, bexhill,
    bicester, bideford, birkenhead, birmingham, bishop auckland, blackburn, blackpool, blyth,
    bodmin, bognor regis, bolton, bootle, boston, bournemouth, bracknell, bradford, braintree,
    brecon, brentwood, bridgend, bridgwater, bridlington, brighton, bristol, brixham, bromley,
    buckie, bude, burnley, burton, burton-on-trent, bury, bury st edmunds, buxton, caerphilly,
    camborne, cambridge, cannock, canterbury, cardiff, cardigan, carlisle, carmarthen,
    castleford, chatham, chelmsford, cheltenham, chester, chester-le-street, chesterfield,
    chichester, chorley, clacton, cleethorpes, clydebank, coatbridge, colchester, coleraine,
    consett, conwy, corby, coventry, craigavon, crawley, crewe, cromer, croydon, cumbernauld,
    cumnock, cwmbran, darlington, dartford, deal, derby, derry, dewsbury, didcot, doncaster,
    dorchester, dorking, douglas, dover, downpatrick, driffield, dudley, dumfries, dundee,
    dunfermline, durham, easington, eastbourne, east kilbride, ebbw vale, edinburgh, elgin,
    ellesmere port, enniskillen, epsom, evesham, exeter, exmouth, falkirk, falmouth, fareham,
    farnborough, fishguard, fleetwood, folkestone, fort william, fraserburgh, galashiels,
    gateshead, gillingham, glasgow, glastonbury, glenrothes, gloucester, goole, gosport,
    grantham, gravesend, great yarmouth, greenock, grimsby, guernsey, guildford, halifax,
    hamilton, harlow, harrogate, hartlepool, harwich, hastings, haverfordwest, hawick,
    hemel hempstead, hereford, hertford, hexham, high wycombe, hinckley, hitchin, holyhead,
    horsham, huddersfield, hull, huntingdon, ilfracombe, ilkeston, inverness, ipswich, irvine,
    jersey, keighley, kendal, keswick, kettering, kidderminster, kilmarnock, king's lynn,
    kirkcaldy, kirkwall, lancaster, larne, launceston, leamington spa, leeds, leicester, leigh,
    lerwick, lewes, lichfield, limavady, lincoln, lisburn, liverpool, livingston, llandrindod,
    llandudno, llanelli, londonderry, looe, loughborough, louth, lowestoft, ludlow, luton,
    mablethorpe, macclesfield, maidenhead, maidstone, malvern, manchester, mansfield, margate,
    matlock, melton mowbray, merthyr tydfil, merthyr, middlesbrough, milton keynes, minehead,
    mold, monmouth, montrose, morecambe, morpeth, motherwell, neath, nelson, newark, newbury,
    newcastle, newport, newquay, newry, newton abbot, newtown, northallerton, northampton,
    norwich, nottingham, nuneaton, oban, okehampton, oldham, omagh, orkney, oswestry, oxford,
    padstow, paignton, paisley, pembroke, penrith, penzance, perth, peterborough, peterhead,
    pitlochry, plymouth, pontefract, pontypridd, pontypool, poole, port talbot, porthmadog,
    portsmouth, preston, pwllheli, ramsgate, rawtenstall, reading, redcar, redditch, redruth,
    reigate, rhyl, rochdale, romford, ross-on-wye, rotherham, rothesay, rugby, runcorn, rye,
    salford, salisbury, scarborough, scunthorpe, selby, sheffield, sheppey, shetland, shrewsbury,
    sittingbourne, skegness, skelmersdale, skipton, skye, sleaford, slough, solihull,
    south shields, southampton, southend, southport, spalding, st albans, st andrews, st austell,
    st helens, st ives, stafford, staines, stevenage, stirling, stockport, stockton, stoke,
    stoke-on-trent, stornoway, strabane, stranraer, stratford, stroud, sudbury, sunderland,
    sutton coldfield, swansea, swanage, swindon, tadcaster, tamworth, taunton, teignmouth,
    telford, tenby, tewkesbury, thanet, thetford, thurso, tiverton, torquay, totnes, trowbridge,
    truro, tunbridge wells, tynemouth, ullapool, wakefield, wallasey, walsall, warrington,
    warwick, watford, welshpool, wells, welwyn, weston-super-mare, weymouth, whitby, whitehaven,
    whitley bay, wick, widnes, wigan, winchester, windermere, windsor, wisbech, woking,
    wolverhampton, workington, worksop, worthing, wrexham, yeovil, york, ystradgynlais,
    isle of wight, isle of man, isles of scilly, anglesey, cornwall, lewis, harris, islay, mull,
    arran, gosforth, jarrow, luton, barnet, hackney, tottenham, peckham, brixton, toxteth,
    catterick, tidworth, lossiemouth, faslane, heathrow, gatwick, stansted, appleby, moss side,
    chapeltown, merthyr
""")
)

HOSPITALS = frozenset(
    words("""
    addenbrooke's, addenbrookes, airedale general, aintree, alder hey, alexandra hospital,
    altnagelvin, antrim area, arrowe park, barts, basildon hospital, bassetlaw,
    bristol royal infirmary, bri, broomfield, castle hill, causeway hospital, charing cross,
    chase farm, chelsea and westminster, cheltenham general, churchill hospital, craigavon area,
    croydon university hospital, cumberland infirmary, daisy hill, darent valley, derriford,
    diana princess of wales, epsom general, erasto, fairfield general, forth valley royal,
    freeman hospital, frenchay, frimley park, furness general, george eliot hospital, glan clwyd,
    glenfield, gloucestershire royal, good hope, great ormond street, gosh, guy's, hairmyres,
    hammersmith hospital, harefield, harrogate district, heartlands, hillingdon hospital,
    hinchingbrooke, homerton, hull royal, ipswich hospital, james cook, james paget, jessop wing,
    john radcliffe, jr2, kettering general, king's mill, kingston hospital,
    king's college hospital, leeds general infirmary, lgi, leicester royal infirmary,
    leighton hospital, lincoln county, lister hospital, luton and dunstable,
    macclesfield district, maidstone hospital, manchester royal infirmary, medway maritime,
    milton keynes hospital, monklands, morriston, musgrove park, nevill hall, new cross hospital,
    newham general, ninewells, north devon district, north manchester general, north middlesex,
    northampton general, northwick park, nuffield orthopaedic, papworth,
    peterborough city hospital, pilgrim hospital, pinderfields, poole hospital,
    prince charles hospital, princess alexandra, princess royal, princess of wales,
    queen alexandra, queen elizabeth hospital, queen's medical centre, qmc, queen's hospital,
    raigmore, rotherham general, royal albert edward, royal berkshire, royal blackburn,
    royal bolton, royal bournemouth, royal brompton, royal cornwall, royal derby, royal devon,
    royal free, royal glamorgan, royal gwent, royal hallamshire, royal infirmary,
    royal lancaster infirmary, royal liverpool, royal london, royal marsden, royal oldham,
    royal papworth, royal preston, royal shrewsbury, royal stoke, royal surrey, royal sussex,
    royal united hospital, royal victoria hospital, russells hall, salford royal,
    salisbury district, sandwell general, scarborough hospital, singleton, southend hospital,
    southmead, st george's, st helier, st james's, st mary's hospital, st peter's hospital,
    st richard's, st thomas', stafford hospital, stepping hill, stoke mandeville,
    sunderland royal, tameside general, torbay, trafford general, treliske, ulster hospital,
    university hospital of wales, uhw, victoria infirmary, walsall manor, warrington hospital,
    warwick hospital, watford general, west cumberland, west middlesex, wexham park,
    whipps cross, whiston, whittington, withybush, worcestershire royal, worthing hospital,
    wrexham maelor, wycombe general, wythenshawe, yeovil district, york hospital, ysbyty gwynedd,
    ysbyty glan clwyd, alder hey, broadmoor, rampton, ashworth hospital, crosshouse,
    wishaw general
""")
)

# What a place name introduces when it is no place: scores, schools, bodies, things.
NAMED_AFTER = (
    r"stool|coma|criteri\w*|scale|score|scor\w+|handbook|textbook|classification|chart|"
    r"rules?|triage|protocol|system|"
    r"deanery|university|medical school|school|college|study|trial|grade|group|hip|knee|"
    r"consensus|definition|"
    r"infirmary guideline|press|cohort|depression|postnatal|statement|framework|report|"
    r"declaration|guideline\w*|questionnaire|index|model|"
    r"disease|virus|pudding|terrier|rarebit|sausage|city|united|town fc|fc|rovers|"
    r"graduate|grad|trainee|rotation|lse|conference|agreement|sauce|bun|tart|salts|"
    r"collar|frame|test|technique|knot|club|foot"
)
AMBIGUOUS = frozenset(
    words("""
    bath, bury, deal, reading, rugby, nelson, wells, stroud, barking, rye, lewis, harris, derby,
    wick, mold, barry, perth, boston, hamilton, lincoln, preston, warwick, douglas, bangor,
    newport, newcastle, windsor, stafford, chester, ashford, bradford, burton, cumnock, stoke,
    skye, sale, mull, newark, stratford, bude, looe, ross, lewes, poole, neath, hull, torbay,
    washington, bri, lister hospital, barts, torquay, oxford, cambridge, guy's, ayr, conwy,
    larne, thanet, irvine, livingston, stirling, elgin, melton mowbray, singleton, lewisham,
    leigh, taunton, crawley, settle, jersey, newbury, goole, corby, dover, margate, blackburn,
    bolton, bedford, durham, lancaster, sutton coldfield, bromley
""")
)

# What is written with a capital after "in" or "at" and is no place.
NO_PLACES = frozenset(
    words("""
    january, february, march, april, may, june, july, august, september, october, november,
    december, monday, tuesday, wednesday, thursday, friday, saturday, sunday, christmas, easter,
    ramadan, lent, diwali, eid, hogmanay, datix, epic, cerner, lorenzo, emis, systmone, teams,
    zoom, whatsapp, facebook, twitter, reddit, instagram, google, excel, word, outlook, english,
    french, german, polish, urdu, welsh, gaelic, latin, greek, spanish, arabic, punjabi,
    cochrane, lancet, nature, pubmed, nice, sign, bnf, uptodate, europe, africa, asia, america,
    england, scotland, wales, britain, ireland, australia, canada, india, pakistan, nigeria,
    germany, france, resus, theatre, theatres, clinic, recovery, outpatients, majors, minors,
    paeds, haematology, cardiology, neurology, radiology, gynae, ortho, surgery, medicine,
    psychiatry, oncology, obstetrics, anaesthetics, neurosurgery, microbiology, pathology,
    dermatology, urology, general, switchboard, pharmacy, medical, monitor, birmingham, parliament,
    westminster, whitehall, child, type, grade, class, stage, phase, part, section, table, figure,
    chapter, appendix, covid, duty, level, band, year, week, handover, board, critical, specialty
""")
)
# Short names of hospitals that are words or tests too are left out.
HOSPITAL = Lexicon(
    re.escape(name)
    for name in sorted(HOSPITALS - AMBIGUOUS - {"bri", "lgi", "gosh", "jr2", "qmc", "uhw"})
)
AT = r"in|at|to|from|near|round|around|outside|of|across"
# An ending that English villages have. Only after a preposition, with a capital.
VILLAGE = re.compile(
    r"[a-z]{2,}(?:by|ton|ham|ford|bury|borough|mouth|ley|wick|worth|chester|thorpe|dale|combe|pool|"
    r"gate|stead|minster|haven|shire|stow|hurst|bourne|burgh|well|field)(?![a-z'])"
)
PLACE_OF = re.compile(
    r"\b(?P<town>[a-z][a-z'-]+)\s(?:market|pier|marina|harbour|beach|station|cathedral|prison)\b"
)

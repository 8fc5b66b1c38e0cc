## Everywhere

skip-to-content = Skip to content
nav-label = Main
nav-trip = My trip
nav-flights = Flights
nav-cases = My cases
nav-privacy = Privacy
nav-desk = Service office
when-today = today { $time }
when-yesterday = yesterday { $time }
when-tomorrow = tomorrow { $time }
when-at-place = { $day }, { $time } ({ $city }, { $offset })
duration-minutes = { $minutes } min
duration-hours = { $hours } h
duration-hours-minutes = { $hours } h { $minutes } min
duration-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
}
deadline-in = in { $span }
deadline-late = { $span } late

role-agent = Agent
role-owner = Department owner
role-supervisor = Supervisor
role-administrator = Administrator

## Errors

error-400-title = We cannot read this address
error-400-text = It contains something no address of ours has. Nothing of yours is lost; please start from one of these.
error-403-title = This is not open to you
error-403-text = You are signed in, but your rights do not reach this page. Whoever leads your department can open it.
error-403-visitor = It came from another website, or it is not yours to do. Nothing was changed; please start from one of these.
error-404-title = There is nothing at this address
error-404-text = It may have been typed with a slip, have ended, or belong to somebody else. Nothing of yours is lost.
error-405-title = This page does not do that
error-405-text = The page is there, but it was asked in a way it does not answer. Nothing of yours is lost; please start from one of these.
error-409-title = Somebody was faster
error-409-text = This changed while you were looking at it. Go back and look again: what you typed was not used.
error-413-title = That was too much at once
error-413-text = What you sent is larger than we take. Nothing was stored; please send less.
error-415-title = That is no form of ours
error-415-text = What was sent is of a kind we do not take here. Nothing was stored; please use the form on our page.
error-429-title = Please wait a little
error-429-text = There were many attempts from here. Wait a few minutes and try again; nothing of yours is lost.
error-500-title = Our fault
error-500-text = This did not work and we have a record of why. Nothing was half done. Please try again in a minute.
error-503-title = We are catching up
error-503-text = Too many people are here at once, or a part of our system is restarting. Nothing was half done. Please try again in a minute.
limited = Too many attempts. Please try again in { $wait }.
give-back-title = We could not take this just now
give-back-text = A part of our system is restarting. Nothing was half done, and everything you typed is here. Wait half a minute, then send it again.
give-back-again = Send it again
give-back-words = What you wrote
give-back-files = Your files could not be kept. Please choose them again: { $names }
give-back-kept = Nothing was sent. What you wrote is below, ready to be sent again.
give-back-elsewhere = Nothing was sent yet, and what you wrote is below. Open the case first, in the new tab: with a code to the address you gave us, or by your trip. Then come back here and send it again.
give-back-sign-in-title = Please sign in again
give-back-sign-in = You have been signed out, so nothing was sent. Sign in in the new tab, then come back here and send what you wrote.
give-back-sign-in-go = Sign in (opens a new tab)
give-back-prove = Nothing was sent yet, and what you wrote is below. Prove your booking first, in the new tab; then come back here and send it again.
give-back-prove-go = Prove my booking (opens a new tab)
last-copy = We cannot reach our data at the moment. This is what we knew { $time } UTC; it brings itself up to date as soon as we can.
error-way-home = Go to the start page
error-way-flights = Look up a flight
error-way-cases = My cases

## Home

home-title = Where are you flying?
nav-queue = Queue
footer-demo = A demonstration: the airline, its people and their trips are invented.
home-ask = Ask or complain
home-ask-hint = A person reads it; you see by when you hear from us
home-flights = Flight status
home-flights-hint = By number, route or airport
home-cases = My cases
home-cases-hint = What you asked, who has it, what comes next
home-today = Newark, now.
home-today-both = Of { $departures } departures from three hours ago to three hours ahead, { $late ->
    [one] one leaves
   *[other] { $late } leave
} an hour late or more, and { $cancelled ->
    [one] one is cancelled
   *[other] { $cancelled } are cancelled
}.
home-today-late = Of { $departures } departures from three hours ago to three hours ahead, { $late ->
    [one] one leaves
   *[other] { $late } leave
} an hour late or more. None is cancelled.
home-today-cancelled = Of { $departures } departures from three hours ago to three hours ahead, { $cancelled ->
    [one] one is cancelled
   *[other] { $cancelled } are cancelled
}. The others leave less than an hour late.
home-today-then = If yours is among them, your trip page says what it means for you.
home-today-board = See the board

## Components

back = Back
change = Change
chart-table = The figures as a table
flight-planned = planned
footer-label = About this portal
form-error-title = Error: { $title }
form-not-taken = Please look at this again
form-still-here = What you typed is still here.
menu = Menu
paging = Pages
paging-back = Back
paging-on = More
step-of = Question { $at } of { $of }
sample-title = Components
sample-caption = Design system
sample-lead = Every component in its states. The words and figures are samples.
sample-dark = On the dark ground
sample-acts = Acts
sample-open-trip = Open my trip
sample-other-flights = See other flights
sample-cancel = Cancel the booking
sample-send = Send reply
sample-show = Show
sample-later = Save and leave
sample-take = Take LD 416 at 20:45
sample-take-hint = Three seats together, nothing to pay
sample-bags = Bags
sample-bags-hint = 2 checked, both at Newark, follow you to the new flight
sample-ask = Ask us something
sample-questions = Questions
sample-topic = What is it about?
sample-topic-hint = Pick the closest. It can be changed later.
sample-topic-flight = LD 408 to Chicago
sample-topic-flight-hint = Today, 17:40 · 3 h 20 late
sample-topic-bag = Baggage
sample-topic-unsure = I do not know
sample-urgent = It cannot wait until tomorrow
sample-locator = Booking reference
sample-locator-hint = Six letters or digits, on your confirmation
sample-code = Six-digit code
sample-code-hint = From the message we sent you
sample-born = Date of birth
sample-search = Or find an answer
sample-search-example = Lost bag, refund, wheelchair
sample-language = Language
sample-words = Your words
sample-words-hint = A person reads this and answers by 16:40.
sample-wrong = After a failed submit
sample-email = Your e-mail address
sample-email-wrong = Enter an e-mail address like name@example.com
sample-about-missing = Choose what it is about
sample-says = Announcements
sample-on-time = On time
sample-late = 3 h 20 late
sample-cancelled = Cancelled
sample-closed = Closed
sample-open = Open
sample-gold = gold
sample-band-title = Newark, this afternoon.
sample-band = Thunderstorms: 14 flights leave late, 3 are cancelled.
sample-copy = From the copy of 14:02. It brings itself up to date as soon as it can.
sample-from = New York Newark
sample-to = Tokyo Narita
sample-gate = Terminal C · gate C92
sample-gate-short = Gate C92
sample-zone = local time, 14 hours ahead
sample-flight = LD 408 · Saturday 21 November · DEMO3B
sample-late-text = The aircraft is still on its way from Boston. You keep your seats.
sample-journey = A journey
sample-checked-in = Checked in
sample-security = Security
sample-take-off = Take-off
sample-folds = Folds and lists
sample-fare = Fare and conditions
sample-fare-text = Changes free until two hours before departure.
sample-no-mailbox = I cannot open this mailbox
sample-empty = No open cases
sample-empty-text = When you ask us something, it appears here with its reply-by time.
sample-done = We have your message
sample-done-text = Keep this reference. A person answers by 16:40 today.
sample-paging = 1–50 of 338
sample-figures = Figures
sample-finding = On time on seven days of ten
sample-arrival = Arrival
sample-share = Share
sample-late-some = 15 to 60 min late
sample-late-long = More than an hour late
sample-spark = Questions a day, rising
sample-conversation = A conversation
sample-facts = Facts
sample-trip = Trip
sample-also = Also here: Tomás (reading)
sample-owner = Owner
sample-due = Reply due
sample-due-fine = in 2 h 40
sample-due-soon = in 42 min
sample-due-late = 18 min late
sample-due-paused = waiting for the passenger
sample-web = web
sample-system = Tag 0992 123456 last seen in Newark, 05:48
sample-note = Note
sample-note-text = Courier slot at 17:30 held.
sample-decision = We pay your interim expenses, up to 100 dollars a day.
sample-letter = Both bags are on LD 412, landing at 13:05.
sample-reply = Reply to Wang Wei
sample-queue = A queue
sample-department = Department
sample-case = Case
sample-what = What
sample-passenger = Passenger
sample-subject = Two bags did not arrive
sample-drawings = Line drawings

## Mail

letter-greeting = Good day,
letter-signature = Landside Air, service office
letter-forgotten = (forgotten once sent)
letter-time = { $time } (New York)
letter-code-subject = Your code: { $code }
letter-code-subject-forgotten = Your code
letter-code-text =
    Your code for booking { $locator } is

    { $code }

    It is good for ten minutes, in the browser you asked for it with. If you did not ask for it, do nothing: without the code nobody gets further. We never ask for it by telephone.
letter-code-text-cases =
    Your code to see your cases is

    { $code }

    It is good for ten minutes, in the browser you asked for it with. If you did not ask for it, do nothing: without the code nobody gets further. We never ask for it by telephone.
letter-contact-subject = The contact for booking { $locator } was changed
letter-contact-text =
    From now on we write about booking { $locator } to { $new } instead of this address.

    If that was you, there is nothing to do. If it was not, tell us at once:
    { $link }
letter-your-inquiry = your question
letter-your-complaint = your complaint
letter-your-change = your request for a change
letter-your-baggage = your message about your bag
letter-your-assistance = your request for assistance
letter-your-disruption = your message about your flight
letter-your-feedback = your feedback
letter-your-message = your message
letter-opened-subject = We have { $what }: { $subject } ({ $reference })
letter-opened-text =
    Thank you. Your case is { $reference }, and you will have an answer by { $reply_by }.

    Everything we write to each other about it is here:
    { $link }

    The link opens your case for whoever holds it, so keep it to yourself.
letter-opened-text-undated =
    Thank you. Your case is { $reference }.

    Everything we write to each other about it is here:
    { $link }

    The link opens your case for whoever holds it, so keep it to yourself.
letter-reply-subject = We have answered: { $subject } ({ $reference })
letter-reply-text =
    { $by } has answered you. Read the answer and write back here:
    { $link }

    The link opens your case for whoever holds it, so keep it to yourself.
letter-reply-words =
    { $by } has answered you:

    { $words }

    Answer this e-mail, or read everything and write back here:
    { $link }

    The link opens your case for whoever holds it, so keep it to yourself.
letter-asked-subject = We have a question: { $subject } ({ $reference })
letter-asked-text =
    { $by } needs something from you before we can go on. Read the question and answer it here:
    { $link }

    The link opens your case for whoever holds it, so keep it to yourself.
letter-asked-words =
    { $by } needs something from you before we can go on:

    { $words }

    Answer this e-mail, or read everything and write back here:
    { $link }

    The link opens your case for whoever holds it, so keep it to yourself.
letter-deadline-subject = Our answer takes longer: { $subject } ({ $reference })
letter-deadline-text =
    We cannot answer as early as we promised. You will have our answer by { $reply_by }. The reason:

    { $reason }

    Everything about your case, and a place to write to us, is here:
    { $link }

    The link opens your case for whoever holds it, so keep it to yourself.
letter-closed-subject = Closed: { $subject } ({ $reference })
letter-closed-text =
    Your case is closed. If something is missing, open it again here; nothing has to be told twice:
    { $link }
letter-invitation-subject = { $by } invites you to a case with Landside Air
letter-invitation-text =
    { $by } travels with you, or for you, and would like you to read and answer their case with us. This opens it, once, in the browser you use:
    { $link }

    If you do not know { $by }, do nothing.

letter-act-case = Open your case
letter-act-answer = Read and answer
letter-act-join = Read the case
letter-act-tell = That was not me
letter-leave = You get this because somebody gave { $carrier } your address. No more invitations: { $link }
letter-leave-trip = You get this because messages about trip { $locator } are on for this address. Turn them off: { $link }
letter-act-trip = Open your trip
letter-act-word = Tell us how it goes
letter-itinerary-subject = Your itinerary: { $from } to { $to }, { $date } ({ $locator })
letter-itinerary-text = This is your trip { $locator } as it stands now. Open the calendar file that comes with this message, and you can read all of it without a network.
letter-reminder-subject = { $flight } to { $to } leaves { $when }
letter-reminder-text = Your journey to { $to } is about to begin (booking { $locator }). Check-in is open.
letter-connection-subject = { $city }: on to { $to } with { $flight }
letter-connection-text = You have landed in { $city }. { $flight } to { $to } is next: you have { $span } to change.
letter-connection-tight = You have landed in { $city }, and there are only { $span } to change to { $flight }. Go straight to its gate.
letter-connection-missed = You have landed in { $city }, too late to reach { $flight }. You keep your right to get to { $to }, with nothing to pay. Open your trip and ask for another flight: a person answers within { $within }.
letter-connection-gates = Gates can still change: the boards at the airport have the last word.
letter-arrival-subject = You have arrived in { $city }
letter-arrival-belt = Bags of { $flight } come on belt { $belt }.
letter-arrival-bags = The boards at the airport say which belt the bags of { $flight } come on.
letter-arrival-missing = Is a bag missing or damaged? Report it before you leave the airport: { $link }
letter-arrival-text =
    How is your journey going? If something is not as it should be, or somebody was kind, tell us; a person reads it:
    { $link }
letter-later-subject = { $flight } to { $to } leaves later: { $when }
letter-later-text = { $flight } from { $from } to { $to } leaves later than we told you ({ $was }). This is how it stands now; a new time can still move forward.
letter-earlier-subject = { $flight } to { $to } leaves earlier: { $when }
letter-earlier-text = { $flight } from { $from } to { $to } leaves earlier than we told you ({ $was }). This is how it stands now.
letter-cancelled-subject = { $flight } to { $to } is cancelled
letter-cancelled-text = { $flight } from { $from } to { $to }, { $was }, will not fly. You still get there, or you get your money back: the choice is yours and costs you nothing. Open your trip and tell us which; a person answers within { $within }.
letter-restored-subject = { $flight } to { $to } flies after all: { $when }
letter-restored-text = { $flight } from { $from } to { $to } was cancelled, as we told you, and flies after all.
letter-diverted-subject = { $flight } does not land in { $to }
letter-diverted-text = { $flight } goes to { $instead } instead of { $to }. You will be brought on to { $to }; there is nothing to pay. Stay with your crew and listen for announcements.
letter-diverted-somewhere = { $flight } does not go to { $to }: it is diverted, and where it lands is not known yet. You will be brought on to { $to }; there is nothing to pay.
letter-another-subject = Another flight for you: { $flight } to { $to }, { $when }
letter-another-text = You now fly from { $from } to { $to } with { $flight }. What we wrote about the flight before it no longer holds.
letter-change-misses = You would not reach { $flight } any more. You keep your right to get where you are going, with nothing to pay: ask for another flight from your trip, and a person answers within { $within }.
letter-reissued-subject = Changed: your trip { $locator }
letter-reissued-text = Your trip { $locator } is changed as you confirmed it. These flights are no longer yours:
letter-reissued-was = { $flight } · { $date } · { $from } to { $to }
letter-reissued-now = Your trip now. Whoever was checked in must check in again.
letter-reissued-endorsed = { $airline } flies you: your ticket is endorsed to it. Check in and drop your bags there.
letter-reissued-left = What is left of your trip:
letter-reissued-divided = Who changed travels under a reference of their own from now on: { $locator }. The others keep { $from }.
letter-reissued-paid = You paid { $amount } for it.
letter-reissued-back = { $amount } comes back the way it was paid.
letter-reissued-back-by = { $amount } comes back the way it was paid, by { $date } at the latest.
letter-reissued-voucher = { $amount } comes to you as a voucher. Its code stands on the page of the change.
letter-reissued-free = You paid nothing for it.
letter-reissued-link = Every line of it, with the rule behind it: { $link }
letter-cancelled-trip-subject = Cancelled as you asked: trip { $locator }
letter-cancelled-trip-text = Flights of your trip { $locator } are cancelled as you confirmed it:
letter-lapsed-subject = Not paid in time: booking { $locator }
letter-lapsed-text = Your booking { $locator } was on hold and was not paid by the hour we told you. Its seats are for sale again, and nothing was charged. These flights are no longer kept for you:
letter-lapsed-again = If you still want to travel, write to us; we look for seats with you: { $link }
text-lapsed = { $carrier }: booking { $locator } was not paid in time. Its seats are for sale again, nothing was charged.
letter-trip-end = { $time } { $city } ({ $code }), local time, { $offset }
letter-trip-seats = Seat { $seats }
letter-trip-off = cancelled
letter-trip-off-then = A flight of this trip is cancelled. You still get there, or you get your money back: the choice is yours and costs you nothing. Open your trip and tell us which; a person answers within { $within }.
letter-trip-check-in = Check-in: with the airline’s app or website from 24 hours before departure, or at the counter from 3 hours before. Be at the gate 15 minutes before departure: then the doors close.
letter-trip-bags = Bags: { $included ->
    [0] your fare includes no checked bag; one costs extra.
    [one] one checked bag a person is included.
   *[other] { $included } checked bags a person are included.
} Hand them in at least { $minutes } minutes before departure.
letter-trip-papers = Papers: an identity document with the name on your ticket.
letter-trip-papers-abroad = Papers: a passport that is valid for the whole journey, in the name on your ticket, and a visa where a country on your way asks for one.
letter-trip-plans = Have your plans changed? Ask before departure, from your trip: what your fare allows stands there.
letter-trip-here =
    Your trip, always as it stands:
    { $link }
letter-trip-documents = Your receipt and every other document of this trip: { $link }
letter-trip-contact =
    Day and night, from anywhere:
    { $telephone }
    If a flight is disrupted and you write to us from your trip, a person answers within { $within }.
calendar-flight = { $flight } { $from } – { $to }
calendar-reference = Booking reference { $locator }
letter-readdressed-subject = We write to you here now: { $subject } ({ $reference })
letter-readdressed-text =
    You asked us to write about case { $reference } to this address from now on. The conversation so far and everything new stands here:
    { $link }

    If you have not asked for this, do not use the link and answer this message.
letter-merged-subject = Your messages go on in one case: { $subject } ({ $reference })
letter-merged-text =
    Your case { $from } is about the same matter as { $reference }, so both go on together as { $reference }. Nothing is lost: what you wrote stays readable, and what we promised holds.

    Write and read here from now on:
    { $link }
letter-apart-subject = Your messages are two cases again: { $subject } ({ $reference })
letter-apart-text =
    Cases { $reference } and { $other } went on together. They are two cases again, each with its own conversation. Nothing is lost, and what we promised in each holds.

    Write and read about { $reference } here:
    { $link }
letter-address-subject = We write about { $reference } to another address now
letter-address-text =
    From now on we write about case { $reference } to { $new } instead of this address, and links we sent here before no longer open it.

    If that was you, there is nothing to do. If it was not, tell us at once:
    { $link }

## Text messages: GSM letters only in English, at most three segments each

text-code = { $carrier }: your code is { $code }. It is good for ten minutes. We never ask for it by telephone.
text-opened = { $carrier }: we have your message, case { $reference }. You hear from us by { $reply_by }. { $link } Reply STOP to get no texts.
text-opened-undated = { $carrier }: we have your message, case { $reference }. { $link } Reply STOP to get no texts.
text-reply = { $carrier }: we have answered in case { $reference }. Read it and write back: { $link }
text-asked = { $carrier }: we have a question in case { $reference }. Please answer here: { $link }
text-deadline = { $carrier }: our answer in case { $reference } takes longer, until { $reply_by }. The reason: { $link }
text-closed = { $carrier }: case { $reference } is closed. If something is missing, open it again: { $link }
text-invitation = { $carrier }: you are invited to read and answer a case. If you do not expect this, do nothing. { $link }
text-readdressed = { $carrier }: from now on we write about case { $reference } to this number. { $link }
text-merged = { $carrier }: your messages go on together in case { $reference }: { $link }
text-apart = { $carrier }: cases { $reference } and { $other } are two again. { $reference } goes on here: { $link }
text-address = { $carrier }: from now on we write about case { $reference } to another address. If that was not you, tell us.
text-contact = { $carrier }: the contact of booking { $locator } was changed. If that was not you, tell us.
text-stopped = { $carrier }: you get no more texts from us. Reply START to get them again.
text-started = { $carrier }: you get our texts again. Reply STOP to end them.
text-trip = { $carrier }: there is news of your trip: { $link }
text-trip-itinerary = { $carrier }: { $flight } to { $to } leaves { $when } ({ $city }). Your itinerary: { $link } Reply STOP to get no texts.
text-trip-reminder = { $carrier }: { $flight } to { $to } leaves { $when } ({ $city }). { $place }. Bags, papers, changes: { $link } Reply STOP to get no texts.
text-trip-connection = { $carrier }: next is { $flight } to { $to } at { $when } ({ $city }). { $place }. { $link }
text-trip-missed = { $carrier }: you will not reach { $flight } to { $to }. Ask for another flight, with nothing to pay: { $link }
text-trip-belt = { $carrier }: welcome to { $city }. Bags come on belt { $belt }. Does anything go wrong? { $telephone }, or { $link }
text-trip-arrival = { $carrier }: welcome to { $city }. Does anything go wrong? { $telephone }, or { $link }
text-trip-moved = { $carrier }: { $flight } to { $to } now leaves { $when } ({ $city }). What it means for you: { $link }
text-trip-cancelled = { $carrier }: { $flight } to { $to } is cancelled. Another flight or your money back, as you choose: { $link }
text-trip-diverted = { $carrier }: { $flight } does not land in { $to }. What it means for you: { $link }

## What became of a message

delivery-mail-waiting = E-mail to { $to } is about to leave
delivery-mail-delayed = E-mail to { $to } is not through yet: { $trouble }. Next try: { $time }
delivery-mail-sent = E-mail sent to { $to }, { $time }
delivery-mail-delivered = E-mail delivered to { $to }, { $time }
delivery-mail-refused = E-mail to { $to } refused: { $trouble }
delivery-text-waiting = Text to { $to } is about to leave
delivery-text-delayed = Text to { $to } is not through yet: { $trouble }. Next try: { $time }
delivery-text-sent = Text sent to { $to }, { $time }
delivery-text-delivered = Text delivered to { $to }, { $time }
delivery-text-refused = Text to { $to } refused: { $trouble }
delivery-said = They said: { $said }
trouble-no-address = there is no such address
trouble-no-domain = nothing there takes mail
trouble-full = the mailbox is full
trouble-refused = their side refuses messages from us
trouble-unwanted = messages of this sort were turned off there
trouble-given-up = it could not be handed over for too long
trouble-other = it could not be delivered
trouble-do-address = The address may be misspelt. Call, or ask for another when they write.
trouble-do-otherwise = Reach them another way, or try again with your next answer.
trouble-do-operator = Tell whoever runs our mail: this is about us, not about them.
trouble-do-unwanted = They read it when they open the case. Nothing else is sent.
readdress-title = Write to another address
readdress-hint = The old address is told and opens the case no more. The new one gets a link that does.
readdress-hint-first = It gets a link that opens the case.
readdress-why = Why another address
readdress-why-hint = For colleagues, and kept with the case.
readdress-why-missing = Say why letters go somewhere else.
readdress-why-long = Keep the reason to 500 characters.
readdress-go = Write there from now on
reach-refused-title = Our message did not reach you.
reach-refused = We wrote to { $to }: { $trouble }. Everything stands on this page, and you can give us another address.
reach-title = Where we write to you
reach-lead = News of this case goes to { $to }.
reach-nowhere = We have no address for this case, so you hear nothing when there is news.
reach-new = New e-mail address
reach-new-either = New e-mail address or mobile number
reach-change = Write there from now on
reach-same = We write there already
reach-hint = What did not arrive is sent again. We tell the old address, and links sent there no longer open this case.

## Leaving what one did not ask for

leave-title = No more invitations
leave-text = { $to } gets no more invitations to cases of other people with us, whoever sends them. Letters about your own trips and cases go on.
leave-go = Send me no more invitations
leave-done = { $to } gets no more invitations.
leave-again = Take invitations again
leave-trip-title = No more messages about trip { $locator }
leave-trip-text = { $to } gets no more messages about trip { $locator }, not even when a flight of it changes. Answers to what you ask us still come.
leave-trip-go = Turn them off
leave-trip-done = { $to } gets no more messages about trip { $locator }.
leave-trip-again = Turn them on again
leave-unknown-title = This link is too old
leave-unknown = It stood in a letter from more than ninety days ago, or only half of it arrived. The newest letter has one that works.

## Trip

trip-title = Your trip
trip-lead = What you need stands on your confirmation and on every boarding pass.
trip-locator = Booking reference
trip-locator-hint = Mostly six letters and digits, on your confirmation
trip-name = Family name
trip-name-hint = As on the ticket, in any script
trip-open = Open my trip
trip-opened = Open in this browser
trip-locator-missing = Type the booking reference. It stands on your confirmation and boarding pass.
trip-name-missing = Type the family name as it stands on the ticket.
trip-not-found = We find no trip with this reference and this name together. Compare both with your confirmation: 0 and O, 1 and I look alike.
unreadable-locator = A booking reference has five to eight letters and digits, such as X4TE6N.
unreadable-ticket = A ticket number has thirteen digits, such as 992-2412345678.
unreadable-tag = A bag tag has ten digits, such as 0992 123456.
unreadable-code = The code has six digits.
trip-page-title = Trip { $locator }
trip-party = { $count ->
    [one] 1 passenger
   *[other] { $count } passengers
}
trip-as-of = As of { $time } ({ $city }).
trip-terminal = Terminal { $terminal }
trip-gate = gate { $gate }
trip-gate-later = Gate not yet known
trip-zone-ahead = local time, { $span } ahead
trip-zone-behind = local time, { $span } behind
trip-status-unknown = No status here
trip-late = { $by } late
trip-void = There is nothing left to fly in this booking.
trip-over = This trip is behind you. You can still ask us about it.
trip-cancelled-says = { $flight } from { $from } to { $to } will not fly.
trip-cancelled-stake = You still get there, or you get your money back: the choice is yours and costs you nothing.
trip-cancelled-onward = { $flight } to { $to } is on the same ticket, so both are solved together.
trip-tell-us = Tell us below which you want: a person answers within { $within }.
trip-diverted-says = { $flight } goes to { $instead } ({ $code }) instead of { $to }.
trip-diverted-somewhere = { $flight } does not go to { $to }: it is diverted. Where it lands instead is not known yet.
trip-diverted-stake = You will be brought on to { $to }; there is nothing to pay. Stay with your crew and listen for announcements.
trip-late-leaves = { $flight } leaves { $by } late, at { $time } ({ $city }).
trip-late-doors = Be at the gate by { $doors }. A new time can still move forward, so look here again.
trip-late-arrives = { $flight } is expected at { $time } ({ $city }), { $by } later than planned.
trip-late-holds = You still reach { $flight } to { $to }, with { $span } to change.
trip-late-refund = If that is too late for you, you may have your money back instead.
trip-misses = You would miss { $flight } to { $to }, which leaves at { $time } ({ $city }).
trip-misses-then = You keep your right to get to { $to }, with nothing to pay. Ask below for another flight: a person answers within { $within }.
trip-tight = You have { $span } in { $city } to change to { $flight }. Go straight to its gate.
trip-good = Everything is as planned. Be at the gate by { $doors }.
trip-good-far = Everything is as planned. Look here again on the day you fly: gates can still change.
trip-boarding = Go to the gate now: the doors close at { $doors }.
trip-taxiing = The doors are closed and the aircraft is on its way to the runway.
trip-in-the-air = You are on your way. Landing is expected at { $time } ({ $city }).
trip-landed = You have landed. The aircraft is on its way to the gate.
trip-arrived = Arrived at { $time } ({ $city }).
trip-arrived-belt = Arrived at { $time } ({ $city }). Bags come on belt { $belt }.
trip-no-news = It should have left, and nobody has told us yet whether it did. Follow the boards at the airport.
trip-inbound-flying = The aircraft is still on its way from { $city }.
trip-inbound-waiting = The aircraft has yet to come from { $city }.
trip-news = This page has just changed: there is news of your flight.
trip-line = Your way to { $city }
trip-station-check-in = Check-in
trip-station-checked-in = Checked in
trip-station-gate = Gate
trip-station-gate-known = Gate { $gate }
trip-station-take-off = Take-off
trip-station-flying = In the air
trip-do = What you can do
trip-do-another-flight = Ask for another flight
trip-do-refund = Ask for your money back
trip-do-refund-hint = It costs you nothing; we tell you by when
trip-do-disruption = Ask what this means for you
trip-do-within = A person answers within { $within }
trip-do-flight = Follow { $flight }
trip-do-flight-hint = Times, gate and aircraft, always current
trip-do-flight-off = What was planned
trip-do-bags = Something with a bag
trip-do-bags-hint = Missing, damaged, or not on the belt
trip-do-ask = Ask about this trip
trip-do-assistance = Ask for assistance
trip-do-assistance-hint = Wheelchair, travelling alone, anything that makes the way easier
trip-do-cases = My questions and answers
trip-do-cases-hint = After a code to your e-mail address
trip-do-cases-open = What you asked us, and what we answered
trip-whole = Your other flights
trip-seats = { $seats }
trip-flight-page = Flight status
trip-change = { $span } to change in { $city }
trip-change-now = { $span } to change in { $city } (booked: { $planned })
trip-change-tight = Only { $span } to change in { $city } (booked: { $planned })
trip-change-missed = Not enough time to change in { $city }
trip-change-broken = The change in { $city } does not happen as booked
trip-beside = About this booking
trip-who = Who is travelling
trip-no-seat = no seat yet
trip-ticket = Ticket { $number }
trip-born = Born { $date }
trip-fare = Your fare
trip-bags = Bags
trip-bags-none = None handed over yet. { $included ->
    [one] One bag a person is included.
   *[other] { $included } bags a person are included.
}
trip-bags-none-included = None handed over yet. A checked bag costs extra with this fare.
trip-bag-to = to { $city }
trip-hold-title = Not paid yet: { $amount }.
trip-hold-by = Pay by { $time } ({ $city } time). After that the seats are for sale again, and nothing is charged.
trip-hold-open = The seats are kept for you until you are told otherwise.
trip-hold-pay = Pay { $amount }
trip-hold-issuing = Your bank has said yes. Your tickets are being issued; that takes some seconds.
trip-hold-declined = The payment did not go through, and nothing was charged. The seats are still yours.
trip-hold-off = It cannot be paid here at the moment. Write to us or call us, and we take the payment.
pay-not-on-hold = This booking is no longer on hold: it has been paid, or the hour is past. Nothing was charged now.
trip-kilos = { $kilos } kg
trip-reach = How we reach you
trip-reach-none = We have no address of yours, so we cannot write to you when something changes.
trip-agency = Booked with { $agency }: messages may go there first.
trip-prove = Prove it is you to see more
tier-silver = silver
tier-gold = gold
tier-platinum = platinum
cabin-economy = Economy
cabin-premium = Premium economy
cabin-business = Business
passenger-adult = adult
passenger-child = child
passenger-infant = infant
booking-held = On hold
booking-ticketed = Confirmed
booking-changed = Changed and confirmed
booking-refunded = Refunded
booking-cancelled = Cancelled
segment-confirmed = Confirmed
segment-waitlisted = On the waiting list
segment-cancelled = No longer part of the trip
segment-flown = Flown
contact-email = E-mail
contact-phone = Telephone
## Bags

bags-title = Where is my bag?
bags-lead = With the number on your bag tag receipt and the family name on it. Nothing else is asked, and nothing about you is shown.
bags-tag = Bag tag number
bags-tag-hint = Ten digits, like 0992 123456, or two letters and six digits, like LD 123456. Spaces do not matter.
scan-go = Scan the tag’s barcode
scan-stop = Stop the camera
scan-aim = Hold the barcode of the tag or of its receipt before the camera.
scan-refused = The camera cannot be used here, or may not. Please type the number.
scan-read = Read. Please check the number.
bags-name = Family name
bags-name-hint = As on the tag or the ticket, in any script
bags-open = Find my bag
bags-by-trip = Open my trip instead
bags-by-trip-hint = With the booking reference; its bags are listed there
bags-tell = Tell us about a bag
bags-tell-hint = Damaged, incomplete, the wrong one: a person reads it
bag-tag-missing = Please enter the number on the bag tag.
bag-tag-wrong = That is no bag tag number. It has ten digits, or two letters and six digits.
bag-name-missing = Please enter the family name.
bag-not-found = We find no bag with this number and this name. Please check both on the receipt you were given at check-in.
bag-elsewhere = We find no bag with this number and this name. Tags that begin like this one are issued by { $airline }: please ask them if you flew with them.
bag-page-title = Bag { $tag }
bag-title = Bag { $tag }
bag-news = There is news of your bag.
bag-ended = The trace of this bag has ended.
bag-ended-text = We keep where a bag was for { $days } days. If you still miss it, write to us: a report stays open as long as it takes.
bag-line = The way of your bag
bag-last-seen = Last seen { $time } in { $city }.
bag-rush = It travels on its own, on the next flight there is.
bag-some-flight = your flight
bag-some-place = the airport
bag-some-belt = the belt
bag-belt = belt { $belt }
bag-station-accepted = Handed over
bag-station-loaded = In the hold of { $flight }
bag-station-changed = Changes in { $city }
bag-station-arrived = There: { $city }
bag-report = Report it missing
bag-report-hint = Tell us where to bring it. You have a reference at once
bag-flight = Flight { $flight }
bag-flight-hint = How it stands now
bag-steps = Everything that was seen, newest first
bag-when = When
bag-what = What
bag-where = Where
bag-meanings = What each state means
bag-scan-announced = Announced
bag-scan-accepted = Handed over at check-in
bag-scan-sorted = Read in the sorting hall
bag-scan-transferred = On the way to the next flight
bag-scan-loaded = Loaded
bag-scan-offloaded = Taken off again
bag-scan-not-seen = Not found at loading
bag-scan-arrived = Delivered to the belt
bag-scan-withdrawn = Taken off the list
bag-unseen = Not seen yet
bag-unseen-means = No reader has seen this bag so far.
bag-unseen-next = It shows here as soon as it has passed the first one, usually some minutes after it was handed over.
bag-accepted = We have it
bag-accepted-means = Your bag was handed over at { $place }.
bag-accepted-next = Next it goes through the sorting hall and into the hold of { $flight }.
bag-sorted = On its way to the aircraft
bag-sorted-means = Your bag was read in the sorting hall of { $place }.
bag-sorted-next = Next it is loaded on { $flight }.
bag-changing = Between two flights
bag-changing-means = Your bag has come off its first flight in { $place }.
bag-changing-next = Next it is loaded on { $flight } to { $to }. You need not collect it.
bag-loaded = In the hold
bag-loaded-means = Your bag is in the hold of { $flight }.
bag-loaded-next = Next it flies to { $to }.
bag-flying = In the air
bag-flying-means = Your bag is in the hold of { $flight }, which has left { $from }.
bag-flying-next = Next it comes out in { $to }, at { $belt }.
bag-landed = Landed
bag-landed-means = { $flight } has landed in { $to } with your bag.
bag-landed-next = It comes out at { $belt }. We promise the first bag within 15 minutes and the last within 40.
bag-onward = Landed, goes on
bag-onward-means = Your bag has landed in { $to }, where it changes flights.
bag-onward-next = Next it is read on its way to the next flight. You need not collect it.
bag-arrived = There
bag-arrived-means = Your bag has arrived in { $place }.
bag-arrived-next = It is at { $belt }. If it is not there any more, ask the baggage desk, or write to us.
bag-not-loaded = Not loaded yet
bag-not-loaded-means = When { $flight } was loaded in { $from }, your bag was not there.
bag-not-loaded-next = Colleagues are looking for it. It may still come; if it does not, you read it here before you land.
bag-left-behind = Not on your flight
bag-left-behind-means = { $flight } left { $from } without your bag.
bag-left-behind-next = It is sent to { $to } on the next flight there is. You need not wait at the belt: report it now and say where we may bring it.
bag-withdrawn = Does not travel
bag-withdrawn-means = The airline has taken this bag off its list.
bag-withdrawn-next = If you handed it over all the same, ask at the check-in desk.

# bags by the chart, what may be wrong with one, how a report goes on
bag-type-01 = Hard suitcase without zip, handle on the long side
bag-type-02 = Upright suitcase without zip
bag-type-03 = Soft suitcase without zip, handle on the long side
bag-type-05 = Expandable suitcase without zip
bag-type-06 = Briefcase
bag-type-07 = Document case
bag-type-08 = Military kit bag
bag-type-09 = Plastic or laundry bag
bag-type-10 = Cardboard box
bag-type-12 = Storage box with a lid
bag-type-20 = Garment bag
bag-type-22 = Upright suitcase with zip
bag-type-23 = Suitcase with zip, handle on the long side
bag-type-25 = Duffel or sports bag
bag-type-26 = Laptop or overnight bag
bag-type-27 = Expandable upright suitcase with zip
bag-type-28 = Woven plastic bag
bag-type-29 = Backpack
bag-type-50 = Hat box
bag-type-51 = Courier bag
bag-type-52 = Trunk
bag-type-53 = Picture or art folder
bag-type-54 = Tube
bag-type-55 = Duty-free bag
bag-type-56 = Cosmetics case
bag-type-57 = Pet kennel
bag-type-58 = Cool box
bag-type-59 = Tool box
bag-type-60 = Fishing rods
bag-type-61 = Firearm case
bag-type-62 = Golf bag
bag-type-63 = Bicycle
bag-type-64 = Sleeping bag or tent
bag-type-65 = Surfboard
bag-type-66 = Skis
bag-type-67 = Snowboard
bag-type-68 = Ski boots
bag-type-69 = Other sports gear
bag-type-71 = Child's car seat
bag-type-72 = Child's cot or carrier
bag-type-73 = Pram
bag-type-74 = Pushchair
bag-type-75 = Sports gear on wheels
bag-type-81 = Camera, sound or film equipment
bag-type-82 = Computer
bag-type-83 = Household appliance
bag-type-85 = Musical instrument
bag-type-89 = Chair
bag-type-90 = Folding trolley
bag-type-92 = Thing taken away at security
bag-type-93 = Shopping bag
bag-type-94 = Wheelchair
bag-type-95 = Walking frame, crutches
bag-type-96 = Bedding
bag-type-97 = Diving gear
bag-type-98 = Umbrella
bag-type-99 = Something else
bag-colour-white = White or clear
bag-colour-black = Black
bag-colour-grey = Grey or silver
bag-colour-blue = Blue
bag-colour-red = Red
bag-colour-yellow = Yellow
bag-colour-beige = Beige
bag-colour-brown = Brown
bag-colour-green = Green
bag-colour-many = Two or more colours
bag-colour-purple = Purple or pink
bag-colour-pattern = Pattern or picture
bag-material-dual = Soft with hard parts
bag-material-leather = Leather
bag-material-metal = Metal
bag-material-rigid = Hard shell
bag-material-tweed = Tweed
bag-extra-wheels = Wheels
bag-extra-handle = A handle that pulls out
bag-extra-lock = A combination lock
bag-extra-straps = Straps around it
bag-extra-cabin = Small enough for the cabin
bag-extra-boxed = One thing packed in a box
bag-contents-women = Women’s clothes
bag-contents-men = Men’s clothes
bag-contents-children = Children’s clothes
bag-contents-coats = Coats and jackets
bag-contents-shoes = Shoes
bag-contents-accessories = Hats, belts, scarves
bag-contents-jewellery = Jewellery and watches
bag-contents-glasses = Glasses
bag-contents-cosmetics = Cosmetics and toiletries
bag-contents-medicine = Medicine and aids
bag-contents-papers = Papers
bag-contents-books = Books and magazines
bag-contents-computers = Computers
bag-contents-phones = Telephones and chargers
bag-contents-cameras = Cameras
bag-contents-audio = Headphones and players
bag-contents-tools = Tools
bag-contents-sport = Sports gear
bag-contents-music = Musical instruments
bag-contents-toys = Toys and games
bag-contents-baby = Things for a baby
bag-contents-food = Food
bag-contents-drinks = Drinks
bag-contents-gifts = Presents
bag-contents-household = Kitchen and household
bag-contents-linen = Towels and bed linen
bag-contents-art = Art and crafts
bag-contents-keys = Keys and money
bag-problem-missing = My bag did not come
bag-problem-missing-hint = Best reported before you leave the airport, at the latest 4 hours after landing.
bag-problem-damaged = My bag came damaged
bag-problem-damaged-hint = In writing within 7 days of getting it.
bag-problem-pilfered = Something was taken out of my bag
bag-problem-pilfered-hint = In writing within 7 days of getting it.
bag-problem-wrong-bag = I have somebody else’s bag
bag-problem-wrong-bag-hint = We take it back and bring you yours.
bag-problem-left-on-board = I left something on board
bag-problem-left-on-board-hint = Best within 4 hours of landing: the aircraft flies on.
bag-stage-open = Being looked for
bag-stage-open-means = We are looking for your bag.
bag-stage-found = Found
bag-stage-found-means = We have found your bag.
bag-stage-on-its-way = On its way to you
bag-stage-on-its-way-means = Your bag is on its way to the airport near you.
bag-stage-out = Out for delivery
bag-stage-out-means = A courier is bringing your bag.
bag-stage-delivered = Delivered
bag-stage-delivered-means = Your bag was handed to you.
bag-stage-lost = Counts as lost
bag-stage-lost-means = Your bag was not found within 21 days. You can ask for compensation now, and we go on looking.
bag-stage-closed = Closed
bag-stage-closed-means = Nothing is looked for any more.

# a report, question by question
report-problem = What is wrong with your bag?
report-problem-lead = You have a reference as soon as you have sent it, and somebody looks for your bag at once.
report-problem-missing = Please choose what is wrong.
report-before = Before you begin
report-who = Who can report
report-who-text = You, for a bag of your own or of somebody who travelled with you. It costs nothing.
report-limit-advised = Best now
report-limit-advised-text = Within { $hours } hours of landing it is found soonest. Later is fine as well.
report-limit-writing = Last day in writing
report-limit-writing-text = { $days } days after you got the bag. What you send here counts as in writing. Later nothing is owed any more (Montreal Convention, article 31).
report-limit-lost = Counts as lost
report-limit-lost-text = { $days } days after it should have come. Then you can ask for compensation of the whole.
report-needs = What helps
report-needs-text = The number on the bag tag receipt, what the bag looks like, and an address where we reach you.
report-kept = Each answer is kept: you can stop and go on later on this device.
report-bag = Which bag is it?
report-bag-tag = I have its tag number
report-bag-other = Another bag, by its tag number
report-bag-tag-hint = Fill in the number and the name below
report-bag-none = I do not have the number
report-bag-none-hint = We ask for the flight instead
report-bag-missing = Please choose the bag.
report-bag-again = This bag is not open here any more. Please choose it again.
report-already = This bag has been reported already, under { $pir }. Whoever reported it opens the case; you can find yours by your address at “My cases”.
report-already-here = This bag has been reported already. This is its case.
report-arrival = Which flight did you come on?
report-airport = Airport where you landed
report-airport-hint = City or three letters, like Chicago or ORD
report-airport-missing = Please say at which airport.
report-airport-unknown = We do not know this airport. Three letters, like ORD, are surest.
report-flight-missing = Please enter the flight, like LD 408.
report-date-wrong = Please check the date.
report-type = Which of these does it look most like?
report-type-more = Something else: a pram, skis, an instrument
report-type-missing = Please choose the picture that comes closest.
report-colour = What colour is it mostly?
report-colour-missing = Please choose a colour.
report-extras = What is it made of, and what is on it?
report-material = Material
report-extra = On it
bag-material-soft = Soft: cloth, nylon
report-brand = How do you tell it from others?
report-maker = Brand
report-maker-hint = As on the bag; leave it empty if there is none
report-marks = What marks it
report-marks-hint = A ribbon, a sticker, a scratch, a name on it
report-contents = What is in it?
report-inside = In your words
report-inside-hint = Three things nobody else has in theirs help most: “red ski jacket, alarm clock, present with blue paper”
report-inside-taken = What is missing from it, with its worth as far as you know
report-inside-left = What you left, with its colour and make
report-inside-missing = Please say what it is.
report-sorts = Sorts of things
report-seen = Where did you last see it?
report-seen-hint = Where you handed it over, at which belt you waited, until when
report-seen-damaged = What is broken, on which side, and when you noticed
report-seen-pilfered = Whether it was open, where you noticed, and when
report-seen-wrong = What the bag you have looks like, and the number on its tag
report-seen-left = Your seat, and where you put it: pocket, locker, floor
report-seen-missing = Please tell us, in a few words.
report-too-long = That is longer than we can take. Please shorten it.
report-address = Where shall we bring it?
report-here = Where you stay now
report-here-hint = Hotel and room, or street, town, country
report-here-until = You stay there until
report-until = until { $day }
report-home = At home
report-home-hint = If it comes after you have left
report-telephone = Telephone for the courier
report-telephone-hint = With the country’s number in front, like +1
report-address-missing = Please give one of the two addresses.
report-contact = How do we reach you?
report-language = Language they are written to in
report-photos = Do you have photos?
report-photos-hint = Of the bag, the tag receipt, the damage. You can add them later, too.
report-no-photos = None
report-check = Check your answers
report-send = Report it to { $carrier }
report-row-problem = What is wrong
report-row-flight = Flight
report-row-looks = What it looks like
report-row-contents = What is in it, by sort
report-row-seen = Last seen, what happened
report-reach = We write to
report-no-reach = Nowhere: tell them the reference
report-no-tag = No number
report-line = { $name }: { $said }
report-reference = Report number
report-opened-pir = Any airline knows your report by this reference.
report-opened-case = Its case is { $reference }.
behalf-report = Report a bag for them
audit-act-bag-reported = reported a bag for somebody

# how a report goes on, bags on hand
bag-told-day = Day { $day } of the search. { $means } You hear from us again within a day.
bag-told-step = { $means } ({ $airport })
bag-told-words = { $told } — { $words }
letter-bag-subject = Your bag { $pir }: { $stage }
letter-bag-text =
    { $told }

    Everything about it stands in your case, where you can also write to us:
    { $link }
text-bag = { $carrier }: your bag { $pir }: { $stage }. { $link }
bag-step-title = How the search goes on
bag-step-stage = It is now
bag-step-missing = Please choose how far it is.
bag-step-moved = A colleague has taken it further meanwhile. Please look again.
bag-step-airport = Airport
bag-step-airport-hint = Three letters; empty for { $airport }
bag-step-words = What else they should know
bag-step-words-hint = They read it in the case and in a letter
bag-step-go = Record and tell them
on-hand-title = Bags on hand
on-hand-lead = Bags found without their owner, the latest first.
on-hand-done = Written down as number { $number }.
on-hand-none = No bag waits for its owner
on-hand-none-hint = Bags written down here are compared with what passengers miss.
on-hand-list = Waiting for their owners
on-hand-number = Number
on-hand-found = Found
on-hand-name = Name on it
on-hand-name-hint = As written there; empty if there is none
on-hand-write = Write one down
on-hand-place = Where it was found
on-hand-place-hint = Belt, hall, hold
on-hand-tag-hint = Empty if the tag is lost
on-hand-type = What sort
on-hand-colour = Colour
on-hand-choose = Choose
on-hand-looks = Please choose sort and colour.
on-hand-go = Write it down
audit-act-bag-step = recorded how a bag is
audit-act-bag-on-hand = wrote down a bag found

# bags missed and bags on hand that may be one
match-may-be = May be somebody’s
match-possible = Possible
match-likely = Likely
match-certain = Very likely
match-bag-number = Bag on hand { $number }
match-state-held = It waits for its owner.
match-state-matched = Its owner is known, and is told how it comes to them.
match-state-gone = Its owner has it.
match-whose = Whose it may be
match-theirs = Whose it is
match-none = No report is like it
match-none-hint = New reports are compared with it as they come in, within a minute.
match-due = Should have come
match-reasons = Why
match-for = For it
match-against = Against it
match-neither = Neither
match-confirm = It is this bag
match-reject = It is another one
match-other = I know whose it is
match-other-hint = Like EWRLD12345
match-report-unknown = We know no report by this number. Please check it.
match-confirmed-by = Matched by { $name }
match-undo-title = It was not this bag after all
match-undo-hint = They read it in the case and in a letter, which says that we look for their bag again
match-undo = Look for it again
match-done-confirm = Matched. Its owner has been told.
match-done-reject = Not offered again.
match-done-undo = Taken back. Its owner has been told that we look for it again.
match-decided = A colleague has decided this meanwhile. Please look again.
match-bag-taken = A colleague has found another owner for this bag meanwhile. Please look again.
match-report-settled = For this report nothing is looked for any more. Please look again.
match-with-courier = The courier has this bag. Record first that it came back.
match-hint = A bag on hand may be this one
match-hint-text = Compare it below, and say whether it is.
match-case-title = { $count ->
    [one] { $count } bag on hand is like it
   *[other] { $count } bags on hand are like it
}
match-case-found = The bag on hand that it is
match-tag-same = The tag is the same
match-tag-rush = The tag is the same but for its first digit, as when a bag is sent after its owner
match-tag-near = The tag differs by one slip
match-tag-other = The tag is another one
match-name-same = The name is the same
match-name-near = The name differs by a letter or two
match-name-other = The name is another one
match-route-same = It was found where the journey went
match-route-other = It was found where the journey did not go
match-day-before = It was found before it was missed
match-kind-same = The same sort of bag
match-kind-near = A sort that is easily taken for it
match-kind-other = Another sort of bag
match-colour-same = The same colour
match-colour-near = A colour that is easily taken for it
match-colour-other = Another colour
match-material-same = The same material
match-material-other = Another material
match-extras-same = The same on the outside: wheels, locks, straps
match-brand-same = The same brand
match-brand-near = The same brand, spelt otherwise
match-brand-other = Another brand
match-contents-same = The same sorts of things inside
match-contents-other = Other sorts of things inside
match-words-same = The same words about what is in and on it
audit-act-bag-matched = found whose bag it is
audit-act-bag-match-rejected = found that a bag is another one
audit-act-bag-match-undone = took back whose bag it is

# delivery of a bag that was found
bag-window = { $day }, { $first }:00–{ $last }:00
bag-window-title = When shall we bring it?
bag-window-when = Part of the day
bag-window-where = Where to
bag-window-missing = Please choose a part of a day that is still to come.
bag-window-address = Please choose one of the addresses you gave.
bag-window-late = The courier has it already: it can no longer be changed here. Please write to us.
bag-window-go = Bring it then
bag-window-chosen = Delivery chosen
bag-window-told = It is to be brought { $window }. Until the courier has it you can choose again.
bag-code = Your code for the courier: { $code }
bag-code-text = Say it when you have the bag in your hands, not before.
courier-open = Sheet for the courier (PDF)
courier-title = Delivery of a bag
courier-name = To
courier-address = Address
courier-window = Delivery
courier-confirm = When it is handed over
courier-confirm-text = Ask for the six-digit code and enter it at this address. Only then is the delivery done.
bag-delivery-title = A bag was handed over
bag-delivery-lead = For couriers: the report number on the sheet, and the code its owner tells you.
bag-delivery-reference-hint = Ten characters, like EWRLD12345
bag-delivery-reference = That is no report number. It has ten characters, like EWRLD12345.
bag-delivery-code = Code
bag-delivery-wrong = Number and code do not belong together, or the bag is not out for delivery.
bag-delivery-go = It was handed over
bag-delivery-done = { $pir } is delivered. Thank you.
audit-act-bag-delivered = delivered a bag
trip-bag-left = Bag { $tag } is not on your flight.
trip-bag-left-text = It comes with the next one. You need not wait at the belt for it.
trip-bag-where = Where is it?
home-bags = My bag
home-bags-hint = Where it is, by tag and name
privacy-bags = Where your bags are
privacy-bags-text = Each place where a reader saw your bag’s tag, with the name and booking on the tag, for { $days } days. That there was one, and its name, for as long again, so that we can tell you that the trace has ended. Messages from airports are kept as they came for { $raw } days.

## What we promise

nav-promises = Our promises
promises-title = What we promise, and what we reach
promises-lead = Every commitment we have made in public, with how often we kept it. A figure that is rounded is rounded down.
promises-measured = How often we kept our word
promises-promise = What we promise
promises-quarter = { $quarter ->
    [1] First quarter of { $year }
    [2] Second quarter of { $year }
    [3] Third quarter of { $year }
   *[other] Fourth quarter of { $year }
}
promises-so-far = { $month } so far
promises-trend = Against the month before
promises-every = Target: every time.
promises-target = Target: at least { $share } times in 100.
promises-better = { $points } points better
promises-worse = { $points } points worse
promises-same = About the same
promises-too-few = Too few to compare
promises-of = { $kept } of { $judged }
promises-nothing = Nothing to count
promises-reached = target reached
promises-missed = target missed
promises-measured-how = How it is measured
promises-not-yet = Not yet measured
promises-not-yet-lead = We promise these too, and cannot show yet how often we keep them.
promises-how = How we count
promises-how-text = Figures are counted every hour from the cases, messages and scans themselves; nobody enters them. A day belongs to the airport of our hub. What is still open and still in time is not counted yet.
promises-broken = If we broke one of these to you:
promises-tell = tell us
promise-satisfaction = Nine of ten passengers are satisfied
promise-satisfaction-measured = It is asked after flights and cases; there are no answers to count yet.
promise-first-answer = A complaint has a first answer within 24 hours
promise-first-answer-measured = From the minute your complaint reaches us to the first message written to you by a person. Confirmations that send themselves do not count.
promise-handled = A complaint is handled within 24 hours
promise-handled-measured = From the minute your complaint reaches us to the first message by a person that answers and asks nothing back.
promise-in-writing = A complaint in writing is answered within three working days
promise-in-writing-measured = Complaints by this site, e-mail, text or social networks, to the end of the third working day (Monday to Friday) after the day they reached us.
promise-on-the-spot = A complaint at the counter is taken at once
promise-on-the-spot-measured = We see when it was written down, not when somebody first asked.
promise-first-bag = The first bag is on the belt within 15 minutes of arrival
promise-first-bag-measured = For each flight, from the aircraft standing at its stand to the first bag scanned at the belt.
promise-last-bag = The last bag is on the belt within 40 minutes of arrival
promise-last-bag-measured = For each flight, from the aircraft standing at its stand to the last bag of those that were loaded.
promise-check-in = Check-in takes no longer than 10 minutes in the queue
promise-check-in-measured = For economy class. Queues at the counters are not measured yet.
promise-security-wait = Security takes no longer than 15 minutes in the queue
promise-security-wait-measured = The airport’s queues are not measured yet.
promise-screening = Screening takes no longer than 2 minutes
promise-screening-measured = The airport’s lanes are not measured yet.
promise-news = News about an irregular flight comes at least every 15 minutes
promise-news-measured = Times of news are kept, but not yet compared with when each irregularity began and ended.
promise-boarding-pass = Your boarding pass is there 30 minutes before boarding
promise-boarding-pass-measured = When a pass could first be shown is not kept yet.
promise-pages = A page of this site is there within 2 seconds
promise-pages-measured = From your request reaching our server to its answer, for every page. The way through your network comes on top. A page that failed counts as broken.

## Bags, for staff

desk-bags = Bags at the station
desk-bags-hint = At risk now, not loaded, short connections, first and last bag
desk-messages = Airline messages
desk-messages-hint = What could not be used, and why
station-title = Bags at the station
station-lead = { $count ->
    [0] No bag at { $airport } needs somebody now.
    [one] One bag at { $airport } needs somebody now.
   *[other] { $count } bags at { $airport } need somebody now.
}
station-sentence = Bags at
station-airport = Airport
station-show = Show
station-none = No bags here
station-none-hint = From three hours ago to six hours ahead, no message has told of a bag at this airport.
station-risks = Bags at risk
station-no-risk = No bag is at risk of missing its flight.
station-more = And { $count } more.
station-bag = Bag
station-risk = Why
station-flight = Flight
station-leaves = Leaves
station-comes = Comes in
station-departures = Departures
station-loaded = In the hold
station-of = { $loaded } of { $bags }
station-at-risk = At risk
station-arrivals = Arrivals
station-stands = At the stand
station-first = First bag
station-last = Last bag
station-promise = Promised: the first bag within { $first } of the stand, the last within { $last }.
station-waiting = { $count } still to come
station-in-time = { $took }, in time
station-too-late = { $took }, too late
station-overdue = Overdue
station-not-yet = Not yet
bags-risk-left = Left behind
bags-risk-not-loaded = Not found at loading
bags-risk-short = Short connection
bags-risk-late = Not loaded, leaves soon
telegrams-title = Airline messages
telegrams-lead = { $rejected } rejected, { $parked } parked, { $waiting } not looked at yet.
telegrams-sentence = Show
telegrams-state = State
telegrams-all = everything
telegrams-rejected = what was rejected
telegrams-parked = what waits
telegrams-show = Show
telegrams-none = Nothing waits
telegrams-none-hint = Every message that came could be used.
telegrams-when = Came
telegrams-kind = Kind
telegrams-how = State
telegrams-why = Why
telegrams-unknown = unknown
telegrams-is-rejected = Rejected
telegrams-is-parked = Parked
telegrams-is-new = In line
telegrams-again-all = Try them all again
telegrams-used = The message was used.
telegrams-left = The message is left as it is.
telegrams-went = They went through again; what is still here could not be used.
telegrams-text-missing = Please write the message.
telegrams-text-long = A message has 128 kilobytes at most.
telegrams-done = Somebody was faster: this message is done.
telegram-title = Message { $number }
telegram-waits = It goes through as soon as those before it are done. Look again in a moment.
telegram-stuck = It still cannot be used. The place is marked.
telegram-mended = Put right by { $name }. What came is kept.
telegram-as-is = The message, with the place marked
telegram-text = Text
telegram-text-hint = Put right what is marked; the message as it came is kept. It goes through again at once.
telegram-again = Send it through again
telegram-aside = Leave it as it is
audit-kind-bag = bags
audit-kind-telegram = airline messages
audit-act-bag = looked where the bag is
audit-act-telegram = opened the airline message
audit-act-telegram-again = sent airline messages through again
audit-act-telegram-aside = left the airline message as it is
api-scope-ingest-messages = bringing airline messages: bags, movements

## Messages about a trip

messages-title = Messages about this trip
messages-lead = We write only what you choose, to an address that is yours. Every message has a link that ends them at once.
messages-lead-staff = Who gets messages about this trip, and what was written. Only passengers turn them on or off.
messages-off = Your itinerary now, a reminder the day before, a word on the way: only if you ask for it.
messages-on = On: to { $to }, in { $language }
messages-next = Next: { $line }
messages-count = { $on ->
    [0] No address gets messages.
    [one] One address gets messages.
   *[other] { $on } addresses get messages.
} { $sent ->
    [0] Nothing was written yet.
    [one] One was written.
   *[other] { $sent } were written.
}
messages-do-choose = Choose what we write to you
messages-do-change = Change or turn off
messages-see = See who gets what
messages-calendar = Put it in your calendar
messages-calendar-hint = A file with every flight, gates and our number: readable without a network
messages-no-address = We have no address of yours that we may write to.
messages-no-address-link = Give us one
messages-address = Where to?
messages-address-on = Messages are on, in { $language }
messages-address-missing = Choose one of your addresses.
messages-wishes = What would you like?
messages-wishes-missing = Choose at least one, or have only the itinerary sent.
messages-reminders = Before each journey
messages-reminders-hint = 24 hours before departure: terminal, gate, check-in, bags, papers. And at once when a time changes or a flight is cancelled.
messages-word = On the way
messages-word-hint = When you change aircraft, your next gate; when you arrive, your belt and how to tell us how it went. Changes as well.
messages-language = In which language?
messages-how = Your itinerary comes at once, with a file for your calendar. Between 21:00 and 08:00 at your airport we write only if your flight is near or you have just landed.
messages-turn-on = Turn messages on
messages-save = Save
messages-itinerary-now = Only send my itinerary now
messages-turn-off = Turn off messages to { $to }
messages-done-on = Messages are on.
messages-done-off = Messages are off. What had not left yet does not leave any more.
messages-done-sent = Your itinerary is on its way.
messages-planned = What will come
messages-planned-moves = As your flights stand now. When they move, so does this.
messages-will-remind = Reminder for { $flight }: { $when }
messages-will-say = A word when you land in { $city }: about { $when }
messages-written = What we wrote
messages-wrote = { $what }, to { $to }: { $when }
messages-itinerary = Itinerary
messages-change = Correction
messages-reminder = Reminder
messages-connection = At the change of aircraft
messages-arrival = On arrival
messages-state-waits = Waiting
messages-state-sent = Sent
messages-state-failed = Not sent
messages-nobody = Nobody has asked for messages about this trip.
messages-stands = { $to }, in { $language }: { $what }
messages-is-on = On
messages-ended = Off
reach-us-title = Day and night
reach-us-text = We answer this number at any hour, wherever you are. It is in every message and in the calendar file too. If your flight is disrupted and you write to us, a person answers within { $within }.

## Surveys

letter-survey-text =
    { $lead }
    { $link }

    It can be answered until { $until }, without signing in, and stopped and taken up again.

letter-leave-surveys = { $carrier } asks nobody more than once in a month. No more questions of this sort: { $link }
text-survey = { $carrier }: { $title } { $link }
leave-surveys-title = No more questions about how it was
leave-surveys-text = { $to } gets no more letters that ask how a flight or our service was. Letters about your own trips and cases go on.
leave-surveys-go = Ask me no more
leave-surveys-done = { $to } is asked no more.
leave-surveys-again = Ask me again
privacy-surveys = What you answer when we ask how it was
privacy-surveys-text = Your answers, with flight, date, fare class and language, and for { $months } months with your booking and address, so that you are not asked more than once in 30 days. After that they are nobody’s. They change nothing about your trip or case.
survey-ask-flight = How was your flight?
survey-ask-case = How did we handle it?
survey-ask-change = How was changing your trip?
survey-ask-text = Half a minute, no sign-in. It goes to the people who can change something.
survey-ask-go = Tell us
survey-ask-telephone = Satisfaction, by telephone
survey-ask-telephone-text = Read the questions out and write down what you hear. The answers count as given by telephone.
survey-ask-telephone-go = Ask the questions
survey-telephone = You write for the passenger: read each question as it stands, and the ends of its scale.
survey-optional = { $ask } (optional)
survey-rating-1 = Very poor
survey-rating-2 = Poor
survey-rating-3 = Fair
survey-rating-4 = Good
survey-rating-5 = Very good
survey-recommend-low = not at all likely
survey-recommend-high = extremely likely
survey-effort-low = strongly disagree
survey-effort-high = strongly agree
survey-place-none = Choose a place
survey-place = { $place }
survey-passed = No answer
survey-more = A little more, because of what you said.
survey-next = Next
survey-send = Send my answers
survey-back = The question before
survey-one-by-one = One question at a time
survey-kept = Each page is kept when you press the button. You can go on later, on another device, with the same link.
survey-tell = Write to me if something changes because of this
survey-tell-hint = Once, about that only.
survey-ready = Read once more, and send
survey-ready-text = That was everything. Once sent, answers can no longer be changed.
survey-thanks = Thank you
survey-home = To the start page
survey-to-case = Back to the case
survey-write = Write to us instead
survey-entered = Written down and sent
survey-entered-text = The answers count as given by telephone, with your name as who wrote them down.
survey-done = You have answered this already
survey-done-text = Your answers reached us, and nothing more is needed. Thank you.
survey-expired-title = These questions have run out
survey-expired-text = They were open for three weeks. What you want to tell us is still welcome.
survey-expired = These questions have run out. What you want to tell us is still welcome.
survey-unknown = This link leads nowhere
survey-unknown-text = Only half of it may have arrived: try it once more from the letter, whole.
survey-not-complete = One question still needs an answer. What you answered is kept.
survey-nothing-to-ask = There is nothing to ask here any more.
survey-answer-missing = Please choose an answer
survey-answer-unknown = Choose one of the answers on the page
survey-answer-long = Shorten this to 4,000 characters
survey-answer-order = Give each a place of its own, or none of them any
survey-answer-day = Type a day, such as 2026-11-21

## Papers of a trip

paper-foot = { $carrier } · { $about } · page { $page } of { $pages }
documents-title = Documents
documents-lead = Boarding passes, your receipt, and certificates for your employer or insurer. Each is also a file to print or save.
documents-do = Documents
documents-do-hint = Boarding passes, receipt, certificates of delay
documents-passes = Boarding passes
documents-pass = Boarding pass of { $name }
documents-pass-later = Whoever is not checked in yet finds the pass here afterwards.
documents-receipt = Receipt
documents-receipt-in = Itinerary receipt, { $language }
documents-receipt-hint = PDF: tickets, flights, fares, taxes and payments
documents-certificates = Certificates of delay or cancellation
documents-certificates-none = All your flights are as planned, or have not left yet: there is nothing to certify.
documents-flight = { $flight }, { $date }: { $from } to { $to }
documents-not-yet = It is late. The certificate is here once the flight has left or is cancelled: it says what happened, not what is expected.
documents-open = Certificate of { $name }
documents-issue = Issue the certificate of { $name }
documents-issue-again = Issue the corrected certificate of { $name }
documents-outdated = Times have been corrected since: issue it anew
documents-verify = Verify a certificate by its code
documents-pdf = Save as PDF
certificate-not-yet = There is nothing to certify yet: the flight is as planned, or has not left.
certificate-code-form = A code has sixteen letters and digits, like 7K3M-9Q2F-XW4T-8RB6. It never has 0, 1, I or O.
certificate-code-slip = There is a slip in this code. Please compare it with the certificate, letter by letter.
certificate-delayed = Certificate of flight delay
certificate-cancelled = Certificate of flight cancellation
certificate-diverted = Certificate of flight diversion
certificate-text = { $carrier } certifies that this passenger held a booking for the flight below, and that it was operated as follows. Times are off-block and on-block, local to the airport.
certificate-passenger = Passenger
certificate-booking = Booking
certificate-flight = Flight
certificate-from = From
certificate-to = To
certificate-instead = Landed at
certificate-planned-out = Planned departure
certificate-out = Actual departure
certificate-planned-in = Planned arrival
certificate-arrived = Actual arrival
certificate-late = Delay
certificate-reason = Reason
certificate-no-reason = No reason was published.
certificate-verify = Verify this certificate
certificate-verify-text = Anybody can verify it by the code { $code } at
certificate-scan = QR code that leads to the page that verifies this certificate
certificate-code = Code
certificate-address = Verify at
certificate-issued = Issued
certificate-issued-on = Issued on { $date }
certificate-small = This certificate is valid without a signature. Whether its times have been corrected since stands at the address above.
certificate-superseded = Another certificate took its place on { $date }.
certificate-superseded-own = The one that stands is among your documents.
certificates-title = Verify a certificate
certificates-lead = Whoever was given a certificate of delay, cancellation or diversion of ours sees here whether it is genuine.
certificates-code = Code on the certificate
certificates-code-hint = Sixteen letters and digits, like 7K3M-9Q2F-XW4T-8RB6
certificates-go = Verify
certificates-none = We issued no certificate with this code
certificates-none-text = Compare the code with the paper. If it is the same, the paper is not ours, or it is older than three years.
certificates-good = Genuine
certificates-good-text = We issued this certificate, and what it says is what we know today.
certificates-corrected = Genuine, corrected since
certificates-corrected-text = We issued this certificate. Afterwards we learnt more; below it stands what we know today.
certificates-superseded = Replaced on { $date }
certificates-superseded-text = We issued this certificate and later another one in its place. Please ask for the newer one.
certificates-today = What we know today
certificates-nothing = By what we know today the flight was as planned.
certificates-mask = Of the passenger only initials are shown. Compare them with the name on the paper.
receipt-title = Itinerary receipt
receipt-booking = Booking reference
receipt-carrier = Issued by
receipt-agency = Booked through
receipt-booked = Booked on
receipt-issued = Tickets issued on
receipt-state = State
receipt-fare = Fare
receipt-passengers = Passengers
receipt-name = Name
receipt-kind = Traveller
receipt-ticket = Ticket number
receipt-flights = Flights
receipt-flight = Flight
receipt-departs = Planned departure
receipt-arrives = Planned arrival
receipt-included = Cabin, bags, seats
receipt-bags = { $included ->
    [0] no checked bag
    [one] one checked bag
   *[other] { $included } checked bags
}
receipt-off = Cancelled
receipt-price = Fare and taxes
receipt-what = What
receipt-amount = Amount
receipt-fare-of = Fare: { $flight }
receipt-fare-cancelled = Cancelled: { $flight }
receipt-extras = Bought beside the flights
receipt-extra-refunded = Given back: { $extra }
extra-bag = Extra bag
extra-seat = Seat chosen
extra-cover = Cover
receipt-tax = Tax or charge { $code }
receipt-sum = Ticket in all
receipt-total = Your booking in all
receipt-payments = Payments
receipt-date = Date
receipt-means = Means
receipt-paid = Paid
receipt-reserved = Reserved
receipt-refunded = Paid back
receipt-refund-on-way = On its way back
receipt-means-before = as booked
receipt-paid-under = The tickets were first paid under booking { $locator }.
receipt-changes = Changes
receipt-changed = Changed
receipt-cancelled = Cancelled
receipt-small = Times are local to the airport, with how its clock stands to UTC. This is no boarding pass. Questions, day and night: { $telephone }
pass-title = Boarding pass
pass-passenger = Passenger
pass-flight = Flight
pass-to = To
pass-terminal = Terminal
pass-gate = Gate
pass-seat = Seat
pass-departs = Departs
pass-sequence = Sequence
pass-booking = Booking
pass-cabin = Cabin
pass-ticket = Ticket
pass-code = Barcode of the boarding pass of { $name } for { $flight }: hold it to the scanner
pass-small = Be at the gate 15 minutes before departure, with your identity document. The gate may still change: look at the boards.
pass-documents = Your documents
pass-check-in = Not checked in
pass-check-in-text = There is no boarding pass for this flight yet. After check-in it is here, with your seat.
pass-cancelled = Not valid: the flight is cancelled
pass-cancelled-text = Nobody boards with this pass. On your trip you see what you can do now.
pass-left = The flight has left
pass-left-text = This pass has done its work. The receipt and any certificate are among your documents.
pass-replaced = Not valid any more
pass-replaced-text = This flight is not part of the booking any more. Check in again for the new flight: its pass is then among your documents.

## Changing and cancelling a trip

change-do = Change flights
change-do-hint = Another day or time. You see what it costs before you decide
change-do-disrupted = Choose another flight
change-do-disrupted-hint = You see which have free seats and what they cost, if anything, before you decide
change-do-refund = Cancel and get money back
change-do-refund-hint = You see what comes back, and by when, before you decide
change-do-on = Go on with what you began
change-do-on-hint = A change or cancellation is not finished yet
change-do-history = Changes to this trip
change-history-change = Changed { $when }
change-history-cancel = Cancelled { $when }
change-history-taxes = Taxes asked back { $when }
change-history-see = What was changed, what it cost, where the money is
trip-choose-below = Choose below: another flight, or your money back.
trip-misses-choose = You keep your right to get to { $to }. Choose another flight below.

change-title = Change flights
change-go = Continue
change-who = Who changes flights?
change-who-hint = Whoever is not ticked keeps the flights as booked. Those who change then travel under a reference of their own.
change-who-missing = Tick at least one person.
change-part = Which part of the trip do you want to change?
change-part-route = { $from } to { $to }
change-part-disrupted = Not as planned
change-part-missing = Choose a part of the trip.
change-day = On which day would you like to fly?
change-day-label = Day of departure
change-day-hint = Booked is { $day }. You see the prices of the days around it next.
change-day-missing = Choose a day from today on, at most eleven months ahead.

change-options-title = Flights to { $city }
change-instead = In place of { $flights } on { $day }, { $time }.
change-applies = What applies to you.
change-days = Price by day
change-days-hint = The cheapest of each day, for everybody who changes.
change-days-day = Day
change-days-price = From
change-day-free = free
change-day-back = { $amount } back
change-day-none = full
change-days-earlier = Earlier days
change-days-later = Later days
change-days-other = Another day
change-days-show = Show this day
change-order = Order
change-order-nearest = Nearest
change-order-earliest = Earliest
change-order-cheapest = Cheapest
change-order-nearest-says = First the arrivals nearest to the one you had booked, then the fewest changes of aircraft, then the price.
change-order-earliest-says = The earliest departure first.
change-order-cheapest-says = The lowest price first.
change-offers = { $day }
change-times-local = Times are local: { $zones }.
change-times-zone = { $city } { $offset }
change-offer-choose = Choose
change-offer-to = to
change-offer-next-day = on another day
change-offer-direct = Direct
change-offer-via = Change in { $city } ({ $code }), { $wait }
change-offer-from = Leaves from { $airport } ({ $code })
change-offer-into = Arrives at { $airport } ({ $code })
change-offer-left = { $count ->
    [one] One seat left
   *[other] { $count } seats left
}
change-offer-free = Free of charge
change-offer-pay = { $amount } to pay
change-offer-back = { $amount } comes back
change-offer-voucher = { $amount } as a voucher
change-nearby = Because your flight is disrupted, airports nearby are shown as well.
change-none-title = Nothing free on { $day }
change-none-text = { $count ->
    [one] No flight to { $city } has a seat free that day.
   *[other] No flight to { $city } has { $count } seats free together that day.
}
change-none-day = See { $day }
change-none-fewer = Choose fewer people
change-refused-title = The rules of your fare do not allow this.
change-else = What you can do
change-ask = Ask us
change-ask-hint = A person looks at it and answers within { $within }
change-undecided = The rules of your fare do not say what this costs. We do not guess: ask us, and a person decides. Nothing was changed.

change-closed-title = This trip cannot be changed here
change-closed-unpaid = It is not paid yet, so there is no ticket to change. Nothing was charged.
change-closed-over = There is nothing left to fly in it.
change-closed-void = It is cancelled already. Where money comes back, the trip's page leads to where it is.
change-closed-no-ticket = We find no ticket of ours for it that could be changed here. Ask us: a person does it for you, at the same price.

change-check = Check your change
change-check-cancel = Check your cancellation
change-check-taxes = Check what comes back
change-kept = Your seats are kept until { $time } ({ $city })
change-kept-quote = This offer holds until { $time } ({ $city })
change-kept-left = Another { $left }. Nothing is changed until you confirm.
change-extend = Keep them 15 minutes longer
change-extend-quote = Keep the offer 15 minutes longer
change-extended = Extended once already, so this is the last time.
change-give-back = Give the seats back
change-leave = Leave my trip as it is
change-before = As it is now
change-after = As it will be
change-gives-up = What you give up
change-seats = Seats { $seats }
change-for = For
change-for-everybody = Everybody: { $names }
change-lost = What you lose
change-lost-seats = The seats { $seats }. Where the same or a like seat is free on the new flights, you get it; else you choose anew.
change-lost-check-in = Your check-in: check in again for the new flights; old boarding passes are no longer good.
change-lost-flights = These flights. Your seats on them go back on sale.
change-account = What it costs, and why
change-account-cancel = What comes back, and why
change-account-hint = A plus comes to you, a minus is yours to pay.
change-line-what = What and why
change-line-amount = Amount
change-line-times = { $count } × { $amount }
change-source = Source: { $title }
change-sources = Where it stands written
change-source-number = Source { $number }
change-total-pay = To pay now
change-total-back = Comes back to you
change-total-voucher = As a voucher
change-total-free = Nothing to pay
change-total-nothing = Nothing comes back
change-back-by = It is paid back the way you paid, by { $day }.
change-back = It is paid back the way you paid.
change-agency-name = Paid back by { $agency }, who sold you the ticket.
change-confirm = Change my flights
change-confirm-pay = Confirm and pay { $amount }
change-confirm-cancel = Cancel and get { $amount } back
change-confirm-nothing = Cancel without money back
change-prove = To confirm, show that this booking is yours: once a day we ask for a code.
change-prove-go = Show that it is mine
change-no-payment = Paying is not possible here at the moment, so this cannot be confirmed now. Your trip is unchanged.
change-taxes-text = Cancelling gives you nothing back. Taxes of flights you do not take may come back all the same.
change-taxes-go = See which taxes come back

change-pay-title = Pay { $amount }
change-pay-lead = Your flights change as soon as you have paid. Until then nothing is changed and nothing is charged.
change-pay-where = You pay at our payment provider. We never see the number of your card.
change-pay-go = Go on to payment
change-pay-preparing = The payment page is being prepared
change-pay-preparing-text = That takes a few seconds. This page looks again by itself.
change-pay-look = Look again
change-pay-waits = Your bank has not answered yet
change-pay-waits-text = You need not pay again, and you may leave this page: as soon as the bank says yes, your flights change, and we write to you. This page looks again by itself.
change-pay-again-page = I have not paid yet
change-pay-confirming = Paid. Your flights are being changed
change-pay-off = Paying is not possible at the moment
change-pay-off-text = Nothing was charged and nothing was changed. Try again later, or ask us.
change-pay-declined = Your payment was not accepted
change-pay-declined-text = Your flights are unchanged. Your seats are kept until { $time } ({ $city }).
change-pay-again = Try again
change-holding = Your seats are being kept
change-holding-text = The reservation system is asked for them. That takes a few seconds.
change-holding-until = The offer holds until { $time } ({ $city }).
change-confirming-title = Your change is being confirmed
change-confirming-cancel = Your cancellation is being confirmed
change-confirming-text = The reservation system has not answered yet. You need do nothing and may leave this page: it goes on by itself. We write to you when it is done, and this page says how it ended.
change-confirming-reserved = { $amount } is reserved on your card.
change-confirming-taken = It is taken only when your new flights are confirmed, and released if they are not. Until then your trip is as it was.
change-confirming-no-charge = Until it is confirmed, your trip is as it was.
change-waiting-looks = This page looks again by itself.
change-hold-waits = Your seats are still being kept for you. Nothing was charged; look again in a moment.
change-confirming = A change of this trip is just being confirmed. That takes a moment; then you can go on.
change-pay-other = Another card may work, or ask your bank.

change-done-change = Your flights are changed
change-done-cancel = Your trip is cancelled
change-done-cancel-some = These flights are cancelled
change-done-taxes = Your taxes are coming back
change-done-next = You need do nothing more. Check in again from 24 hours before departure.
change-done-next-cancel = You need do nothing more.
change-done-became = { $names } now travel under a reference of their own. The others keep theirs.
change-done-flights = Your new flights
change-done-off = No longer yours
change-done-paid = You paid { $amount } ({ $means }).
change-done-paid-plain = You paid { $amount }.
change-done-paying = { $amount } is reserved on your card and will be taken shortly ({ $means }).
change-done-paying-plain = { $amount } is reserved on your card and will be taken shortly.
change-done-free = You paid nothing.
change-done-voucher = Your voucher of { $amount }: { $code }
change-done-voucher-until = Good until { $day }.
change-worked = Did this work for you?
change-worked-yes = Yes
change-worked-no = Not quite
change-worked-words = What did not work?
change-worked-words-hint = A person reads it and answers in the case.
change-worked-send = Send
change-worked-thanks = Thank you for telling us.
change-worked-sorry = Thank you for telling us. A person looks at it and answers in the case.
change-account-done = The account, line by line
change-done-trip = Open my trip
change-done-letter-again = Have the itinerary sent
change-done-letter-again-hint = To an address of yours, with every flight
change-done-documents = Your documents
change-done-documents-hint = Boarding passes, the new receipt, certificates
change-done-case = Everything about this change
change-done-case-hint = Case { $reference }: ask about it there
change-refund-line = Where your { $amount } are
change-refund-asked = Asked for
change-refund-sent = At your bank
change-refund-settled = Paid out
change-refund-by = by { $day }
change-refund-failed = Your bank did not take it
change-refund-failed-text = We see that and send it again; you need do nothing. If it is not there by { $day }, write to us in the case.
change-refund-note = Banks may take a few days to show it.

change-expired-title = The time is over: your seats have been given back
change-expired-quote = The time is over: this offer no longer holds
change-expired-text = You did not confirm by { $time } ({ $city }). Nothing was charged, and your trip is as it was.
change-released-title = You have given the seats back
change-released-quote = You have left your trip as it is
change-released-text = Nothing was charged, and your trip is as it was.
change-again = Look for flights again
change-again-refund = Look again at what comes back
change-failed-seat-title = Somebody else was faster
change-failed-seat-text = A seat on the flight you chose is no longer free. Your flights are as they were.
change-failed-booking-title = Your booking has changed meanwhile
change-failed-booking-text = It was changed elsewhere: on another device, by a companion, by an agency or by us. So what you were about to confirm no longer fits. Look at your trip first.
change-failed-left-title = The flight has left meanwhile
change-failed-left-text = What you wanted to change or take leaves too soon or has left. Your flights are as they were.
change-failed-used-title = Part of the ticket has been used
change-failed-used-text = A flight you wanted to change is already flown or checked through, so it cannot be changed here. Your flights are as they were.
change-failed-refund-title = The money cannot go back this way
change-failed-refund-text = The booking does not hold as much as was to come back: it may have been paid back already. Nothing was cancelled. A person looks at it if you ask us.
change-failed-unconfirmed-title = It could not be confirmed
change-failed-unconfirmed-text = The reservation system did not do it, or did not answer in time. Your flights are as they were.
change-failed-charged-none = Nothing was charged.
change-failed-charged-freed = What was reserved on your card is released; some banks show that only after a few days.

change-refund-title = Cancel and get money back
change-refund-lead = First you see what comes back and by when. Nothing is cancelled until you confirm that.
change-refund-who = Who does not fly?
change-refund-who-hint = Whoever is not ticked keeps the flights as booked.
change-refund-parts = What do you want to cancel?
change-refund-go = Show me what comes back
change-refund-instead = Rather another flight?
change-refund-instead-hint = See flights and what a change costs

change-coupon-used = A part of the ticket has been used or given back meanwhile. Nothing was changed.
change-fee-asked = A colleague is looking at the fee
change-fee-asked-text = Flights and price are kept until they have decided. This page shows it by itself.
change-paying = A change of this trip is just being paid. Finish that one first.
change-agency = The agency that sold the ticket pays the money back. Ask it to cancel.
change-who-child-alone = A child does not travel alone: somebody grown up has to be with them, on the old flights and on the new ones.
change-seat-lost = Somebody else has just taken a seat on this flight. Nothing was charged; choose another one.
change-left = This flight leaves too soon or has left. Nothing was changed; choose another one.
change-moved-on = Your booking has changed meanwhile. Nothing was charged; look at it again before you go on.
change-refused = The rules of your fare do not allow this. Nothing was changed.
change-expired = The time is over and the seats have been given back. Nothing was charged.
change-extended-already = You have extended once already. After that seats go back on sale.

change-case-subject = Change of { $locator }
change-case-words = I have changed the flights of { $names }: { $old } → { $new }. { $money }.
change-case-endorsed = The ticket is endorsed to { $airline }.
change-endorsed = Flown by { $airline }; the ticket is endorsed to it
change-offer-endorsed = flown by { $airline }, your ticket is endorsed to it
change-offer-code = only with the code { $code }
change-case-words-cancel = I have cancelled for { $names }: { $old }. { $money }.
change-case-words-taxes = I have cancelled for { $names } and asked for the taxes back: { $old }. { $money }.
change-case-subject-cancel = Cancellation of { $locator }

## Access

verify-title = Show that this booking is yours
verify-lead = Name and reference stand on every boarding pass. For cases, documents and anything that moves money we ask once a day and device for a little more.
verify-send-text = We send a six-digit code to { $to }, the contact on your booking. It is good for ten minutes.
verify-send = Send me a code
verify-sent = A code is on its way to { $to }. It is good for another { $wait }.
verify-code = Six-digit code
verify-code-hint = From our message. Spaces do not matter.
verify-check = Confirm
verify-again = Send another code
verify-other = I cannot read messages there
verify-no-contact-title = We have no address to send you a code.
verify-no-contact = The one on your booking is missing, cannot be used, or belongs to your travel agency. Your ticket will do.
verify-ticket-text = Your ticket number and your date of birth will do as well.
verify-ticket = Ticket number
verify-ticket-hint = Thirteen digits, on your receipt
verify-birth = Date of birth
verify-ticket-act = Confirm with my ticket
verify-ask = Neither is at hand?
verify-ask-link = Ask us; an agent checks who you are
verify-done-title = This booking is yours
verify-done-lead = That holds for a day on this device. You need not do it again until tomorrow.
verify-onward = Go on
# staff on a passenger's behalf: identity, waivers, approvals
behalf-title = You act for { $names }.
behalf-text = { $how }, { $at }. Holds until { $until }.
behalf-identify = To act for them, make sure first who is asking.
behalf-identify-go = Make sure who is asking
behalf-confirm-pay = Confirm for them: { $amount } to pay
behalf-pay-lead = The flights change as soon as it is paid. Until then nothing is changed and nothing is charged.
behalf-pay-here = Pay here, at the counter
behalf-pay-told = The way to pay went by letter to { $to }. This page looks again by itself.
behalf-pay-untold = No address of theirs is known: tell them the way to pay, or let them pay here. This page looks again by itself.
behalf-pay-link = Where it is paid:
behalf-done = { $by } did this for you at your wish.
behalf-aside = For the passenger
behalf-change = Choose another flight for them
behalf-refund = Cancel for them, money back
behalf-quoted = A change is quoted and not confirmed
behalf-confirming = A change is being confirmed
behalf-paying = A change waits to be paid
identify-title = Who is asking?
identify-lead = Whoever calls or stands before you may be anybody. How you made sure stays on record with your name; it holds for a day.
identify-go = Go on for them
waiver-title = Waive a fee
waiver-left = You may waive up to { $amount } of this booking by yourself; above it a supervisor agrees.
waiver-left-none = A supervisor has to agree.
waiver-ground = On what ground
waiver-ground-hint = A code sets aside what its rule says; a reason sets aside the fees. Differences in fare and taxes stay.
waiver-ground-missing = Say on what ground
waiver-code = Code { $code }
waiver-bereavement = A death in the family
waiver-illness = Illness
waiver-our-mistake = We made a mistake
waiver-promised = A colleague promised it
waiver-goodwill = Goodwill
waiver-why = Why
waiver-why-hint = For colleagues and the record; the passenger does not read it.
waiver-why-missing = Say why
waiver-why-long = At most 500 characters
waiver-go = Waive it
waiver-line = Waived by { $by }: { $ground }
waiver-granted = { $by } waived { $amount }.
waiver-agreed = { $by } agreed. { $words }
waiver-waits-title = Waiving { $amount } waits for a supervisor.
waiver-waits-text = Seats and price are kept meanwhile. This page looks again by itself.
waiver-back = Take the request back
waiver-refused-title = { $by } does not agree to waive { $amount }.
waiver-waits = A supervisor has not decided on the waiver yet. Take the request back to confirm without it.
waiver-there = Something was waived here already, or waits for a supervisor.
waiver-nothing = That would spare the passenger nothing.
waiver-decided = That was decided or taken back meanwhile.
waiver-refusal-missing = Say why not: your colleague has to tell the passenger
approvals-title = Waivers to approve
approvals-hint = { $count ->
    [0] nothing waits
    [one] one waits
   *[other] { $count } wait
 }
approvals-lead = What colleagues want to waive beyond their own limit. Seats are kept for an hour at most, and the passenger waits.
approvals-none = Nothing waits for you
approvals-none-hint = Whatever a colleague asks for shows here.
approvals-one = { $by } wants to waive { $amount }
approvals-why = Why
approvals-until = Kept until
approvals-words = Your words
approvals-words-hint = Needed where you do not agree. Your colleague reads them.
approvals-yes = Approve
approvals-no = Refuse
approvals-own = You asked for this yourself: another supervisor decides.
change-done-voucher-hidden = You get a voucher of { $amount }. Its code shows once you have shown that this booking is yours.
change-refund-late = This refund is late.
change-refund-late-text = It should have reached you by law. Our refunds department has it before everything else; you hear from them within a day.
letter-to-pay-subject = { $amount } to pay for the change of { $locator }
letter-to-pay-text =
    { $by } has chosen other flights for you at your wish. They are yours as soon as { $amount } is paid, by { $until } at the latest. Until then nothing is changed and nothing is charged.

    See what changes and pay: { $link }
letter-refund-late-subject = Your refund for { $locator } is late
letter-refund-late-text =
    { $amount } should have come back to you by { $day }. It has not, and we are sorry. Nobody has to ask for it: our refunds department has it before everything else now, and you hear from them by { $reply_by } at the latest.

    { $link }
letter-reissued-by = { $by } did this for you at your wish. If you did not ask for it, write to us at once.
text-to-pay = { $carrier }: a change of your trip waits to be paid. { $link }
text-refund-late = { $carrier }: your refund is late; we look into it now, { $reference }. { $link }
audit-act-trip-changed = changed or cancelled a trip
audit-act-fee-waived = waived a fee
audit-act-waiver-asked = asked to waive a fee
audit-act-waiver-taken-back = took a waiver back
audit-act-waiver-approved = approved a waiver
audit-act-waiver-refused = refused a waiver
audit-act-coupon-elsewhere = found a ticket used or changed elsewhere
audit-act-refund-late = found a refund late
audit-act-trip-lapsed = let a booking lapse that was not paid in time
audit-act-trip-ticketed = issued the tickets of a booking that was paid
audit-act-hours-set = set opening hours
verify-contact-title = Change the contact of this booking
verify-contact-text = From then on codes and letters go to the new address. We tell the old one, and we keep a record of the change.
verify-contact-staff = Only after you have checked who is asking: how you did stays on record with your name. The old address is told.
verify-contact-email = New e-mail address
verify-contact-act = Change the contact
verify-how = How did you make sure who is asking?
verify-how-document = Passport or identity card seen
verify-how-ticket = Ticket number and birth date said correctly
verify-how-call-back = Called back on the number in the booking
verify-how-missing = Say how you made sure who is asking
code-shape = Enter the six digits of the code
code-wrong = That is not the code. Look at our newest message and try again.
code-spent = That was wrong three times, so this code is used up. Send yourself another one
code-expired = This code has run out or was used. Send yourself another one
ticket-shape = Enter the thirteen digits of the ticket number
ticket-wrong = Ticket number and date of birth do not belong to a passenger of this booking
birth-shape = Enter the date of birth as year-month-day, like 1980-05-04
email-shape = Enter an e-mail address like name@example.com
address-shape = Enter an e-mail address like name@example.com, or a mobile number with its country: +1 201 555 0142
email-same = That is the contact already

## Desk

sign-in-title = Service office
sign-in-lead = For staff. Passengers find everything without signing in.
sign-in-email-label = E-mail address
sign-in-password-label = Password
sign-in-code-label = Code from your second factor
sign-in-code-hint = Six digits. Each is good once.
sign-in-act = Sign in
sign-in-email = Enter your e-mail address
sign-in-password = Enter your password
sign-in-code = Enter the six digits your second factor shows
sign-in-wrong = E-mail address, password or code is not right. A code is good once: wait for the next one
demo-title = People of the demo
demo-lead = Everyone's password is { $password }. A code is good once and for a minute; reload the page for a fresh one.
demo-others = Their colleagues in the departments
demo-who = Who
demo-email = E-mail address
demo-code = Code now
demo-act = Act
demo-sign-in = Sign in
desk-title = Service office
desk-greeting = Good day, { $name }
desk-overdue = { $count ->
    [one] One case in your departments is past its time.
   *[other] { $count } cases in your departments are past their time.
}
desk-in-time = Nothing in your departments is past its time.
desk-queue = The queue
desk-queue-hint = { $unowned } with nobody yet · { $soon } due within the hour
desk-own = My cases
desk-own-hint = { $count ->
    [one] One open case is yours
   *[other] { $count } open cases are yours
}
desk-follow-ups = Follow-ups
desk-follow-ups-hint = { $count ->
    [one] One of yours is due
   *[other] { $count } of yours are due
}
phrases-title = Prepared texts
phrases-hint = Replies and phrases in both languages
phrases-lead = Replies and phrases for colleagues. A case page offers them in the passenger’s language, filled in for that case.
phrases-none = No texts yet
phrases-none-text = Whoever answers for a department writes them.
phrase-new = New text
phrase-lead = What stands in braces is filled in for each case. Whoever answers may change every word before it leaves.
phrase-everybody = Every department
phrase-kind = What it is
phrase-kind-reply = Replies
phrase-kind-phrase = Phrases
phrase-title = Title ({ $language })
phrase-words = Text ({ $language })
phrase-gaps = Placeholders
phrase-gap-name = the passenger’s name
phrase-gap-reference = the case’s reference
phrase-gap-subject = the case’s title, as the passenger gave it
phrase-gap-flight = the flight, like LD 402
phrase-gap-booking = the booking reference
phrase-gap-bag = the bag’s tag
phrase-gap-reply-by = by when we promised to reply
phrase-gap-agent = your name
phrase-gap-department = the department that has the case
phrase-save = Save
phrase-retire = Take out of use
phrase-preview = As a passenger reads it
phrase-nameless = passenger
phrase-sample-name = Ana Lima
phrase-sample-subject = Two bags did not arrive
phrase-sample-department = Baggage
phrase-versions = Earlier versions
phrase-version = { $time }, { $name }
phrase-not-yours = Those who answer for its department write this text.
phrase-title-missing = Please give it a title in each language.
phrase-title-long = A title has 80 characters at most.
phrase-words-missing = Please write it in each language.
phrase-words-long = A text has 4000 characters at most.
phrase-gap-unknown = There is a placeholder in this text that does not exist.
phrase-gap-unknown-at = { $gap } in line { $line } is no placeholder. The list above has those that are.
phrase-changed = A colleague has changed this text since. Nothing was overwritten: yours is below; theirs is under “As a passenger reads it”.
desk-outbox = Outbox
desk-outbox-hint = Letters promised, sent, or held up
desk-sessions = Sessions and settings
desk-sessions-hint = Where you are signed in
desk-audit = Who looked at what
desk-audit-hint = Every look at a passenger's data
desk-components = Components
desk-components-hint = The design system in all its states
desk-sign-out = Sign out
sessions-title = Sessions
sessions-lead = Where staff are signed in. A session ends after twelve hours, after half an hour's silence, or here.
sessions-who = Who
sessions-browser = Browser
sessions-since = Signed in
sessions-seen = Last seen
sessions-until = Ends by
sessions-act = Act
sessions-this = this one
sessions-end = End
sessions-unknown = unknown
audit-title = Who looked at what
audit-lead = Every look by staff at a passenger's data, and every change of who may look. Reading this page is on it too.
audit-sentence-by = What
audit-sentence-at = looked at, in
audit-anybody = anybody
audit-kind-any = everything
audit-kind-case = cases
audit-kind-file = a file
audit-kind-trip = trips
audit-kind-queue = the queue
audit-kind-outbox = the outbox
audit-kind-session = sessions
audit-kind-audit = this record
audit-kind-phrase = prepared text
audit-kind-help = help articles
audit-kind-procedure = procedures
audit-which-example = reference
audit-show = Show
audit-when = When
audit-who = Who
audit-what = What kind
audit-act = What
audit-which = Which
audit-detail = Detail
audit-passenger = a passenger
audit-nobody = nobody known
audit-none = No looks like that
audit-none-hint = Nobody has looked at this, or it was more than two years ago.
audit-act-sign-in = signed in
audit-act-sign-in-failed = tried to sign in, in vain
audit-act-session-ended = ended a session
audit-act-certificate = issued a certificate of delay or cancellation
audit-act-contact-changed = changed the contact
audit-act-survey-begun = Asked a passenger how it was
audit-act-survey-entered = Wrote down a passenger’s answers
audit-act-phrase-written = Wrote a prepared text
audit-act-phrase-retired = Took a prepared text out of use
audit-act-text-opened = began { $what }
audit-act-text-begun = began a new version of { $what }
audit-act-text-sent = sent to review: { $what }
audit-act-text-published = approved, read from now on: { $what }
audit-act-text-scheduled = approved for later: { $what }
audit-act-text-returned = sent back: { $what }
audit-act-text-withdrawn = took away: { $what }
audit-act-text-facts = changed what stands beside { $what }
audit-field-version = Version
audit-act-identity-checked = checked who is asking
audit-act-opted-out = wants no more of these
audit-act-letters-on = turned messages about the trip on
audit-act-letters-off = turned messages about the trip off
audit-act-itinerary = had the itinerary sent
audit-field-to = To
audit-field-wording = Wording
audit-field-again = Again
audit-act-opted-in = wants these again
audit-field-list = Of what
audit-list-invitations = invitations
audit-list-texts = text messages
audit-act-list = listed { $what }
audit-act-case = opened the case
audit-act-file = opened a file
audit-act-trip = opened the trip
audit-field = { $name }: { $value }
audit-field-count = Found
audit-field-file = File
audit-field-account = account
audit-field-shown = Shown
audit-field-words = Words
audit-field-old = Before
audit-field-new = Now
audit-field-how = How
audit-field-zone = Time zone
audit-field-always = Around the clock
audit-field-week = Week
audit-field-days = Other days
audit-yes = yes
audit-no = no
outbox-title = Outbox
outbox-lead = Letters and texts promised to passengers. Each was written in the same commit as what it tells of.
outbox-kept-title = Kept here: no mail server is configured.
outbox-kept = Letters wait until there is one. Codes and links are shown to nobody but their readers.
outbox-kept-demo = In the demo this page is where they are read, codes and links included.
outbox-none = No letters yet
outbox-none-hint = As soon as somebody is promised a code or an answer, it appears here.
outbox-unreadable = A letter of a newer version
outbox-sent = Sent { $time }
outbox-delivered = Delivered { $time }
outbox-text = Text message
outbox-text-size = { $units } units of { $encoding }, { $segments ->
    [one] one message
   *[other] { $segments } messages
}
outbox-bounced = Came back: { $error }
outbox-failed = Given up: { $error }
outbox-stays = Kept here
outbox-waits = Waiting to be sent
outbox-again = Tried { $count ->
    [one] once
   *[other] { $count } times
}, will be tried again: { $error }

## Privacy

privacy-title = What we keep about you
privacy-lead = What is kept, why, and how long: as the program does it, not as a lawyer would say it.
privacy-browser = In your browser and about it
privacy-session = A session
privacy-session-text = One cookie with a random number, set when you first submit something. It tells us what this device has proved: name and reference, a code, a ticket. Each proof is forgotten after { $proof }, the session { $idle } after your last visit. With it we keep how your browser names itself. The number itself is stored only as a hash.
privacy-language = A language
privacy-language-text = If you switch it, a cookie with your choice, for a year.
privacy-draft = What you are typing
privacy-draft-text = Answers you have not sent yet are kept with your session, so that a lost connection loses nothing. They go when you send them or when the session ends.
privacy-code = One-time codes
privacy-code-text = Stored as a hash for { $lifetime }, together with the address they went to.
privacy-attempts = Attempts
privacy-attempts-text = So that nobody can guess their way in, we count attempts by network address, booking and address, under a hash of these, for a day at most.
privacy-searches = What you search help for
privacy-searches-text = A search in help that finds nothing is counted by day for { $days } days, so that we can write what is missing: its words, not who searched. With digits or an address in it, it is not kept at all.
privacy-travel = About your journey
privacy-booking = Your booking
privacy-booking-text = Names, dates of birth, ticket numbers, contacts, flights, seats and bags, as the reservation system holds them. We need them to show you your trip and to help you. They stay as long as they stay there.
privacy-payments = What you pay
privacy-payments-text = The amount, when, how it stands, and the last four digits of the card. The card itself you type at the payment provider, on a page of theirs: it never reaches us. Payments have no fixed end yet: they stay until the airline removes them.
privacy-cases = Your cases
privacy-cases-text = What you and we wrote to each other, word for word, in order, and who acted on it. Nothing in it can be changed afterwards, by us neither. Cases have no fixed end yet: they stay until the airline removes them, for example because you ask.
privacy-files = Photos and documents
privacy-files-text = Files you send are part of your case and stay as long as it does; only those who may read the message they came with can open them. Pictures are made anew, without the place, the time and the device. A file you have added and not sent goes after { $days } days, or before that with your session.
privacy-social = What you write to us on social networks
privacy-social-text = Your message, the name you use there and the link to it become part of a case. We do not look for who you are.
privacy-mail = E-mail you send us
privacy-mail-text = What you write, and what you attach as far as it can be taken, becomes part of your case. The message as it came is kept for { $days } days; a message that belongs to no case goes with it.
privacy-trip-letters = Messages about a trip
privacy-trip-letters-text = If you turn them on: the address, the language, what you chose and what we last told you of each flight, so that we can correct it. All of it goes { $days } days after your trip, or after you turned them off. That you chose it is on record as long as every look is.
privacy-certificates = Certificates
privacy-certificates-text = A certificate of delay or cancellation you had issued, with name, flight and times, for { $years } years, so that its code can be verified. Whoever has the code sees initials only.
privacy-letters = Letters
privacy-letters-text = To whom we wrote by e-mail or text message, when, and about what, for { $days } days after. Codes and links in them are forgotten the moment they are sent.
privacy-leave = What you do not want
privacy-leave-text = If you have told us that you want no more invitations or texts, we keep your address for as long as that is so, and nothing else with it.
privacy-staff = About the people who serve you
privacy-looks = Every look
privacy-looks-text = Whoever on our staff opens your trip or case, or finds it in a list, leaves a record: who, what, when. It is kept for { $years } years so that you can ask who looked.
privacy-accounts = Their sign-in
privacy-accounts-text = Name, address, role, a hash of the password, a second factor. They are signed out after { $longest }, or after { $idle } of silence. What they have begun to write to you and not sent is theirs for { $days } days after they last touched it.
privacy-logs = Logs
privacy-logs-text = For each request its time, kind and outcome under a random number. No name, no booking reference, no words, no network address.
privacy-not = What we do not do
privacy-not-text = No advertising, no trackers, no third party's scripts, fonts or pictures: this portal talks to you alone. Nothing about you is sold, and no machine decides about you.
privacy-yours = What is yours to ask
privacy-yours-text = Ask what we keep about you, have it corrected, or have it removed.
privacy-ask = Write to us; a person answers

## Queue

queue-title = Queue
queue-sentence = { $state } { $kind } of { $department }, { $due }, { $channel }, in { $language }, { $can }, { $owner }, { $tag }, { $rest }
queue-show = Show
queue-search = Reference, name, words
queue-pick-state = Status
queue-pick-kind = Kind
queue-pick-department = Department
queue-pick-due = Reply due
queue-pick-channel = Channel
queue-pick-language = Language
queue-pick-can = Who can answer
queue-pick-owner = Owner
queue-pick-tag = Tag
queue-pick-rest = Waiting
queue-tag-any = any tag
queue-rest-at-hand = not put aside
queue-rest-aside = put aside
queue-rest-follow-up = with a follow-up due
queue-rest-any = put aside or not
queue-state-open = Open
queue-state-any = Open and closed
queue-kind-any = cases
queue-kind-inquiry = questions
queue-kind-complaint = complaints
queue-kind-change = changes
queue-kind-baggage = baggage cases
queue-kind-assistance = requests for assistance
queue-kind-disruption = irregular flights
queue-kind-feedback = feedback
queue-department-any = every department
queue-due-any = whenever due
queue-due-late = late
queue-due-today = due today
queue-channel-any = any channel
queue-language-any = any language
queue-can-any = whoever can answer
queue-can-me = that I can answer
queue-owner-any = whoever has them
queue-owner-me = mine
queue-owner-nobody = nobody’s yet
queue-count = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
queue-count-more = more than { $count } cases
queue-late = { $count } late
queue-late-more = more than { $count } late
queue-oldest = the oldest waits { $span }
queue-dense = Closer rows
queue-roomy = Roomier rows
queue-case = Case
queue-what = What
queue-passenger = Passenger
queue-channel = Channel
queue-owner = Owner
queue-due = Reply due
queue-nobody = nobody yet
queue-take = Take it
queue-level = level { $level }
queue-last-opened = Opened { $ago } ago
queue-last-passenger = The passenger wrote { $ago } ago
queue-last-reply = { $who } replied { $ago } ago
queue-last-note = { $who } noted something { $ago } ago
queue-last-verdict = The passenger judged the answer { $ago } ago
queue-last-assignment = Changed hands { $ago } ago
queue-last-other = Changed { $ago } ago
queue-aside = put aside until { $time }
queue-follow-up = follow-up { $time }
queue-follow-up-due = follow-up due
queue-none = Nothing waits here
queue-none-text = No case answers to this sentence. New ones appear by their reply-by time.
queue-none-found = Nothing found
queue-none-found-text = No case here holds all of these words: { $words }
queue-search-all = Search every case, closed ones too
queue-show-open = Show what is open
queue-help = How this page works
queue-help-filters = The underlined words of the sentence can be changed; “Show” applies them. The address keeps them, so that a queue can be bookmarked or sent to a colleague.
queue-help-search = The search finds references, names, booking references, flight numbers and anything said, in both languages. All words must occur.
queue-skip = Skip to the cases
queue-help-keys = With the keyboard: Tab goes from word to word of the sentence, then from case to case; Enter opens the case. Among the cases, j or ↓ goes to the next, k or ↑ to the one before, Home and End to the first and the last, / to the search.

## Flights

flights-title = Flight status
flights-lead = Times are always local to the airport.
flights-ways = Ways to look up a flight
flights-by-number = By number
flights-by-route = By route
flights-by-board = Airport
flights-number = Flight number
flights-number-hint = As on your ticket, like LD 4.
flights-date = Day of departure
flights-date-any = Leave it empty for today.
flights-from = From
flights-to = To
flights-place-hint = A city or the three letters of an airport.
flights-airport = Airport
flights-search = Show flight
flights-search-many = Show flights
flights-search-board = Show the board
flights-number-missing = Please type a flight number.
flights-number-wrong = A flight number is two letters and up to four digits, like LD 4.
flights-date-wrong = This is not a date we understand. Try it like 2026-11-21.
flights-place-missing = Please type a city or an airport.
flights-place-unknown = We know no flights to or from there. Try the city in English or Chinese, or three letters like ORD.
flights-same-place = From and to are the same place.
flights-none-title = No such flight
flights-none-number = { $flight } does not fly on { $date }. Look at the day on your ticket, or search by route.
flights-none-ever = We know no { $flight }. Look at the number on your ticket, or search by route.
flights-known-days = We know flights from { $first } to { $last } only. Ask again nearer the day, or look at your ticket.
flights-none-route = Nobody flies from { $from } to { $to } without a stop on { $date }. Try the day before or after.
flights-none-board = No flights here at this time.
flights-found-number = { $flight } on these days
flights-found-route = { $from } to { $to }, { $date }
flights-departures = Departures
flights-arrivals = Arrivals
flights-board-title = { $airport }, { $direction ->
    [departures] departures
   *[arrivals] arrivals
}
flights-board-other = Also in this city:
flights-time = Time
flights-flight = Flight
flights-way = From, to
flights-way-of = { $from } to { $to }
flights-gate = Gate
flights-status = Status
flight-phase-scheduled = On time
flight-phase-delayed = Late
flight-phase-boarding = Boarding
flight-phase-no-news = No news yet
flight-phase-taxiing = Left the gate
flight-phase-in-the-air = In the air
flight-phase-landed = Landed
flight-phase-arrived = Arrived
flight-phase-diverted = Diverted
flight-phase-cancelled = Cancelled
flight-late = { $by } late
flight-reason-weather = The reason is the weather.
flight-reason-technical = The aircraft needs a technical check.
flight-reason-crew = We are waiting for crew.
flight-reason-air-traffic = Air traffic control holds flights back.
flight-reason-inbound = The aircraft arrives late from its flight before.
flight-reason-security = A security check takes longer.
flight-reason-operations = The reason is in our own operation.
flight-says-scheduled = It leaves as planned at { $time }. Be at the gate by { $gate }.
flight-says-far = It is planned to leave at { $time }. The gate is certain on the day.
flight-says-late = It leaves { $by } late, at { $time } ({ $city }).
flight-says-boarding = It boards now and leaves at { $time }. Go to the gate.
flight-says-taxiing = It left the gate at { $time } and is on its way to the runway.
flight-says-in-the-air = It took off at { $time } and should be at its gate in { $city } at { $arrives }.
flight-says-landed = It touched down at { $time } and is on its way to the gate.
flight-says-arrived = It reached its gate in { $city } at { $time }.
flight-says-belt = Bags come out on belt { $belt }.
flight-says-diverted = It goes to { $instead } instead of { $city }. Who meets somebody: wait for news here before setting out.
flight-says-diverted-landed = It landed at { $instead } instead of { $city }. Who meets somebody: wait for news here before setting out.
flight-says-cancelled = It does not fly. If you are booked on it, your trip page says what you can do.
flight-says-no-news = It should have left at { $time }, and we have not heard whether it did. Ask at the airport.
flight-says-gate = New gate: { $gate }, no longer { $before }.
flight-page-title = { $flight }, { $date }
flight-trip = Open my trip
flight-line = The way of { $flight }
flight-station-gate = Gate
flight-station-take-off = Take-off
flight-station-air = In the air, { $share } % of the way
flight-station-landing = Landing
flight-station-arrival = At the gate
flight-times = Times
flight-times-of = Times of { $flight }
flight-what = What
flight-leaves = Leaves { $city }
flight-arrives = Reaches { $city }
flight-row-planned = Planned
flight-row-expected = Expected
flight-row-actual = As it was
flight-row-runway = Take-off, landing
flight-zones = Each time is local: { $from } is on { $here }, { $to } on { $there }.
flight-facts = About this flight
flight-places = Where to go
flight-terminal = Terminal
flight-terminal-note = Terminal { $terminal }
flight-gate = Gate
flight-gate-note = gate { $gate }
flight-gate-open = shown on the day
flight-gate-was = { $gate }, was { $before }
flight-terminal-in = Terminal of arrival
flight-gate-in = Gate of arrival
flight-belt = Bags on belt
flight-airline = Airline
flight-aircraft = Aircraft
flight-seats = Seats
flight-tail = Registration
flight-comes-from = Where the aircraft comes from
flight-comes-from-says = It comes from { $city } as { $flight }, at the gate { $time }.
flight-comes-from-was = It came from { $city } as { $flight }, at the gate { $time }.
flight-comes-from-cancelled = It should come from { $city } as { $flight }, which is cancelled. Another aircraft may take its place.
flight-comes-from-none = We do not know yet where it comes from.
flight-goes-on = Then it flies on to { $city } as { $flight }, planned { $time }.
flight-history = How this flight usually does
flight-history-finding = { $share } of 100 times it arrived no more than 15 minutes late
flight-history-from = Counted over { $count } flights of the year 2013, the demo's archive.
flight-history-median = Half of them arrived { $median } or earlier.
flight-median-late = { $by } late
flight-median-early = { $by } ahead of plan
flight-median-on-time = on time
flight-history-how = How it went
flight-history-share = Share
flight-history-15 = Up to 15 min late
flight-history-60 = 15 to 60 min late
flight-history-180 = 1 to 3 h late
flight-history-later = More than 3 h late
flight-history-diverted = Diverted
flight-history-cancelled = Cancelled
flight-history-none = This flight is not in the archive, so we cannot say how it usually does.
flight-history-few = { $count ->
    [one] The demo's archive, the year 2013, holds this flight once. That is too little to say how it usually does.
   *[other] The demo's archive, the year 2013, holds this flight { $count } times. That is too little to say how it usually does.
}
flight-few-15 = { $count ->
    [one] Once it arrived no more than 15 minutes late.
   *[other] { $count } times it arrived no more than 15 minutes late.
}
flight-few-60 = { $count ->
    [one] Once it was 15 to 60 minutes late.
   *[other] { $count } times it was 15 to 60 minutes late.
}
flight-few-180 = { $count ->
    [one] Once it was one to three hours late.
   *[other] { $count } times it was one to three hours late.
}
flight-few-later = { $count ->
    [one] Once it was more than three hours late.
   *[other] { $count } times it was more than three hours late.
}
flight-few-diverted = { $count ->
    [one] Once it was diverted.
   *[other] { $count } times it was diverted.
}
flight-few-cancelled = { $count ->
    [one] Once it was cancelled.
   *[other] { $count } times it was cancelled.
}
flight-other-days = Other days
flight-flies-before = The flight before: { $date }
flight-flies-after = The next flight: { $date }
flight-news = There is news of this flight.
flight-checked = As known { $time } ({ $city }).

## Case

case-reference-ambiguous = A reference never contains 0, 1, I or O. Please read it again.
case-reference-form = A reference is LS and eight letters or digits, like LS-7K3M-9Q2F.
case-reference-check = There is a slip somewhere in this reference. Please compare each character.
case-status-new = new
case-status-triaged = sorted
case-status-working = in work
case-status-waiting = waiting for the passenger
case-status-answered = answered
case-status-escalated = escalated
case-status-reopened = reopened
case-status-closed = closed
case-stage-received = We have it
case-stage-in-hand = In hand
case-stage-your-turn = Waiting for your answer
case-stage-answered = Answered
case-stage-merged = Merged into { $reference }
case-stage-closed = Closed
case-kind-inquiry = Question
case-kind-complaint = Complaint
case-kind-change = Change
case-kind-baggage = Baggage
case-kind-assistance = Assistance
case-kind-disruption = Irregular flight
case-kind-feedback = Feedback
case-choose-inquiry = I have a question
case-choose-complaint = Something went wrong and I want to complain
case-choose-change = I want to change my booking
case-choose-baggage = It is about my bag
case-choose-assistance = I need help at the airport or on board
case-choose-disruption = My flight is late or cancelled
case-choose-feedback = I want to praise or suggest something
case-channel-web = web
case-channel-phone = by phone
case-channel-counter = at the counter
case-channel-email = e-mail
case-channel-kiosk = kiosk
case-channel-social = social network
case-channel-text = by text message
case-priority-low = low
case-priority-normal = normal
case-priority-high = high
case-priority-urgent = urgent
case-topic-delay = A late flight
case-topic-cancellation = A cancelled flight
case-topic-connection = A connection in danger or missed
case-topic-expenses = Meals, hotel, taxi
case-topic-check-in = Check-in and boarding pass
case-topic-bag-allowance = What I may take and what it costs
case-topic-bag-missing = My bag did not arrive
case-topic-bag-damaged = My bag is damaged
case-topic-bag-contents = Something is missing from my bag
case-topic-left-on-board = I left something on board
case-topic-seat = Seats
case-topic-meal = Meals on board
case-topic-fare = Fares and prices
case-topic-refund = Money back
case-topic-new-flight = Another day or flight
case-topic-name = A name to correct
case-topic-wheelchair = Wheelchair or help with walking
case-topic-child = A child travelling alone
case-topic-medical = Health and medicine
case-topic-animal = Travelling with an animal
case-topic-documents = Receipts and travel documents
case-topic-website = This website
case-topic-conduct = How somebody treated me
case-topic-praise = Praise
case-topic-suggestion = A suggestion
case-topic-other = Something else
case-bag-traced = Bag { $tag } traced, last seen at { $airport }
case-bag-loaded = Bag { $tag } loaded at { $airport }
case-bag-arrived = Bag { $tag } scanned on arrival at { $airport }
case-bag-courier = Bag { $tag } handed to the courier at { $airport }
case-kind-missing = Please choose what we can do for you.
case-topic-missing = Please choose what it is about.
case-words-missing = Please write a few words.
case-words-long = That is longer than 5000 characters. Please shorten it, or send the rest as a second message.
case-subject-missing = Please give it a title in a few words.
case-subject-long = The title is longer than 120 characters. Please shorten it.
case-name-missing = Please tell us your name.
case-name-long = The name is longer than 80 characters. Please shorten it.
case-email-missing = Please say where our answer reaches you.
case-bag-tag-form = A bag tag has ten digits, such as 0992 123456, or two letters and six digits, such as LD 123456.
case-flight-form = A flight number is two letters and up to four digits, like LD 4.
case-flight-date-missing = Please give the day of departure.
case-deadline-why-missing = Please say why the answer comes later than promised. The passenger reads it.
case-close-unanswered = The last word is the passenger’s. Please write to them why the case is closed.
case-closed-meanwhile = This case has been closed in the meantime. Sent again, your message reopens it.
case-reply-by-range = Please choose a time within the next month.
case-department-choose = Please choose another department.
case-choose-one = Please choose one.
case-owner-choose = Please choose somebody who works for this department.
case-closed = This case is closed. A new message reopens it.
case-moved-on = The case has moved on in the meantime. Please look at it again below.
case-needs-somebody = Somebody must stay responsible: name a person or keep a deadline.
case-level-highest = The case is at the highest level already.
case-link-spent = This link has been used already or is too old. Get a code to your address instead: it opens the case again.
case-invitations-full = There are nine invitations open already. Wait until one is used.
case-sent-already = This form was sent from another device. Look under My cases.
case-caption = Case { $reference } · opened { $time } · { $channel }
case-conversation = Conversation
case-news = Something new in this case.
case-sentences = { $first } { $second }
case-has-yours = { $owner } has your case, for { $department }.
case-has-this = { $owner } has this case, for { $department }.
case-queue-yours = { $department } has your case.
case-queue-this = Nobody in { $department } has this case yet.
case-next-reply = Next: our reply by { $time }.
case-next-late = We promised a reply by { $time } and are late. We are sorry; it is marked for whoever is free next.
case-next-late-staff = The reply was due by { $time }.
case-next-work = Next: we go on with it and write to you here.
case-next-your-turn = Next: please answer our question below, then we go on.
case-next-their-turn = Next: the passenger answers.
case-next-verdict = Next: tell us below whether that answers it.
case-next-their-verdict = Next: the passenger says whether that answers it.
case-next-merged = It goes on as { $reference }, where what is new stands.
case-next-closed = Closed { $time }. If it is not settled, write below and it opens again.
case-next-closed-staff = Closed { $time }. A message from the passenger opens it again.
case-you = You
case-note = Note
case-note-via = staff only · { $name }
case-mail-held = E-mail held
case-mail-held-via = from { $from }, which is not this case’s address · staff only
case-mail-automatic = Automatic e-mail
case-mail-automatic-via = from { $from }, answered by nothing · staff only
case-mail-bounce = A letter did not arrive
case-mail-bounce-via = staff only
case-mail-empty = (no words)
case-mail-files = Attached and not kept here:
case-mail-files-more = { $count ->
    [one] One more came with it and is not kept. Ask for it in another message.
   *[other] { $count } more came with it and are not kept. Ask for them in another message.
}
case-mail-file-refused = { $name } ({ $kind }, { $size } kB). { $reason }
case-mail-file = { $name } ({ $kind }, { $size } kB)
case-mail-unnamed = without a name
case-mail-rest = The rest of this message
case-mail-earlier = Earlier messages
case-mail-accept = Accept as the passenger’s
case-mail-accepted = Accepted as the passenger’s by { $name }.
case-line-deadline-later = { $name } moved our reply from { $before } to { $time }: { $reason }
case-line-deadline = We promised to reply by { $time }
case-line-topic = Topic: { $topic }
case-line-priority = Priority: { $priority }
case-line-solved = { $name }: that answered it
case-line-not-yet = { $name }: not yet
case-line-invited = { $address } was invited
case-line-joined = { $address } came in
case-line-withdrawn = { $address } can no longer read along
case-line-brought = { $department } takes part; { $owner } stays responsible until somebody there takes over
case-line-taken = { $owner } in { $department } is responsible
case-line-queued = With { $department }, next in the queue
case-line-closed = { $name } closed the case
case-line-raised = { $name } raised the case to level { $level }
case-line-status = { $name }: { $status }
case-line-tagged = { $name } tagged it #{ $tag }
case-line-untagged = { $name } took the tag #{ $tag } off
case-line-aside = { $name } put it aside until { $time }
case-line-back = { $name } took it up again
case-line-linked = { $name } linked it with { $reference }
case-line-unlinked = { $name } took the link with { $reference } away
case-line-planned = { $name } planned a follow-up for { $time }, { $owner }: { $words }
case-line-reminded = Follow-up due: { $words }
case-line-followed-up = Followed up with this message: { $words }
case-line-settled = { $name } settled the follow-up: { $words }
case-line-merged = { $name } let it go on in { $reference }
case-line-joined-case = { $name } let { $reference } go on here
case-line-readdressed = { $name } has letters about this case go to { $new } instead of { $old }. { $how }. { $reason }
case-line-addressed = { $name } has letters about this case go to { $new }. { $how }. { $reason }
case-line-identified = { $name } made sure who is asking. { $how }.
case-line-goes-on = { $name } goes on with it in { $reference }
case-line-apart = { $name } took it and { $reference } apart again
case-verdict = Does that answer it?
case-verdict-yes = That answered it
case-verdict-no = Not yet
case-verdict-hint = "That answered it" closes the case; you can open it again at any time. "Not yet" gives you a new reply-by time.
case-invite = Let somebody else in
case-invite-email = Their e-mail address
case-invite-hint = They can read this case and write in it, nothing else of yours. The link works once, within two weeks.
case-invite-send = Send the invitation
case-companion-in = reads along
case-companion-asked = invited, has not come yet
case-companion-out = Withdraw
case-reply-yours = Your reply
case-reply-to = Reply to { $name }
case-reply-hint = Whoever has your case reads it. A number or a detail helps more than a long text.
case-reply-hint-closed = Your message opens the case again, with a new reply-by time.
case-reply-hint-staff = The passenger reads a reply or a question and gets word of it. A note stays among colleagues.
case-reply-send = Send reply
case-ask = Ask and wait
case-reopen-reply = Reopen and reply
case-reopen-ask = Reopen and ask
case-reply-hint-reopens = This case is closed. A reply or a question opens it again, and the passenger gets word of it. A note leaves it closed.
case-note-add = Add note
case-draft-kept = Draft kept
case-bar = The case for staff
case-owner = Owner
case-owner-nobody = nobody yet
case-department = Department
case-due = Reply due
case-due-none = not our turn
case-status = Status
case-status-level = { $status }, level { $level }
case-priority = Priority
case-topic = Topic
case-tools = What you can do
case-take = Take this case
case-overtaken = { $by } was faster. Nothing was overwritten; this page shows how the case stands now.
case-overtaken-owner = { $by } was faster: { $owner } has this case now. Nothing was overwritten; this page shows how it stands.
case-overtaken-taken = { $by } was faster and has this case now. Nothing was overwritten; this page shows how it stands.
case-raise = Raise a level
case-close = Close the case
case-close-why = Why it is closed without an answer
case-close-hint = The last word is the passenger’s. They read this as our answer.
case-hand-over = Hand over to a colleague
case-hand-over-to = Colleague
case-hand-over-hint = The case stays with its owner until somebody else is named.
case-hand-over-go = Hand over
case-transfer = Bring in another department
case-transfer-reason = Why
case-transfer-hint = For colleagues; the passenger sees where the case is, not why.
case-transfer-go = Bring in
case-sort = Topic, priority, deadline
case-deadline-within = Reply within
case-deadline-why = Why later
case-deadline-why-hint = Needed where it becomes later than promised. The passenger reads it, here and in the message they get.
case-set = Set
case-tags = Tags
case-tag-add = Add a tag
case-tag-hint = One word for colleagues, like snow or vip.
case-tag-go = Add
case-tag-off = Take off #{ $tag }
case-tag-form = A tag is one short word of letters and digits, 24 at most.
case-tags-full = Twelve tags are enough. Take one off first.
case-later = Later
case-aside = Put aside
case-aside-bar = Put aside until
case-aside-hint = Out of the queue until then, or until the passenger writes. The reply-by time goes on.
case-aside-in = for { $span }
case-aside-tomorrow = until tomorrow, 08:00
case-aside-monday = until Monday, 08:00
case-aside-day = until the day below, 08:00
case-aside-on = Day
case-aside-go = Put aside
case-aside-until = Put aside until { $time }
case-aside-back = Take up again
case-until-missing = Please choose until when.
case-until-range = Please choose a time that lies ahead, within a year.
case-follow-up-on = Follow up on
case-follow-up-hint = Whoever does it is reminded that morning. The passenger reads what is written then.
case-follow-up-what = What to write or look into
case-follow-up-who = Who
case-follow-up-me = Me
case-follow-up-go = Plan
case-follow-up-day-missing = Please choose the day.
case-follow-up-line = Follow-up { $time }, { $owner }
case-follow-up-drop = No longer needed
case-follow-up-due = Follow-up due, { $owner }
case-follow-up-write = Put this into the reply
case-follow-up-done = Done without a message
case-follow-ups-full = Five follow-ups are planned already. Settle one first.
case-letters = Letters about this trip
case-letters-count = { $count ->
    [0] none written
    [one] 1 letter
   *[other] { $count } letters
}
case-links = Linked cases
case-links-near = About the same flight, booking, bag or person:
case-link-other = Reference of another case
case-link-hint = The link is shown in both cases, to colleagues only.
case-link-on = Link
case-link-off = Take the link away
case-link-unknown = None of your cases has this reference.
case-link-itself = That is this case.
case-merge = Go on in another case
case-merge-hint = For one matter in several cases of one person. This one stays readable and leads there; its reply-by time holds there. It can be taken apart again.
case-merge-go = Go on there
case-merge-opener = Only cases of the same person can go on in one: somebody else would read what is not theirs. Link them instead.
case-merge-companions = Somebody was let in to one of the two only and would read or write what is not theirs. Link them instead.
case-merge-chain = One of the two goes on elsewhere already, or another goes on in it. Take those apart first.
case-merge-closed = The case that is to go on is closed. Choose an open one.
case-goes-on = This case goes on in another one. Nothing is written here any more.
case-goes-on-in = This case goes on as { $reference }
case-goes-on-go = Go there: what is new stands there
case-joined-here = These cases go on here:
case-apart = Take apart again
case-phrases = Prepared texts
case-phrase-put = Put into the reply
case-reply-gap = A placeholder in braces is still open. Please fill it in or take it out; the passenger would read it as it is.
case-newer = { $by } has done something here since you began. It stands in the conversation below. Sent again, your reply leaves as it is.
case-leaving = Not sent yet
case-leaves = Leaves at { $time }
case-undo = Take it back
case-send-now = Send now
case-undo-late = It has left already. What you add now is a new message.
case-with-now = { $name } has just opened this case
case-with-since = { $name } opened this case { $ago } ago
case-with-writing = { $name } is writing a reply
case-choose = Please choose
case-facts = Facts
case-about = About
case-kind-topic = { $kind }: { $topic }
case-trip = Trip
case-flight = Flight
case-bag = Bag
case-bags = Bags
case-language = Language
case-address = Reached at
case-booking = Booking { $locator }
case-travellers = Travellers
case-tier = Tier
case-fare = Fare
case-earlier = Earlier cases
case-earlier-none = None.
case-elsewhere-title = This case is not open on this device
case-elsewhere-text = Whoever opened it and those they invited may read it. It may belong to somebody else, or the reference has a slip. If it is yours, use the link in our e-mail, or get a code to the address you gave us.
case-elsewhere-code = Get a code to the address I gave
case-elsewhere-trip = Open my trip first
case-elsewhere-desk = I work here: sign in
case-link-title = Open case { $reference }
case-link-text = Press the button to open the case on this device. Nothing has been used up so far.
case-link-half = The link is not whole. Press it in the e-mail again, or get a code to your address.
case-link-go = Open the case
case-opened-title = We have your message
case-opened-next = It is with { $department } now. You have our answer by { $time }: it stands on this website, and we send you word of it.
case-opened-answered = { $department } has it; what is new is on the case page.
case-opened-told = A confirmation with a link to your case is on its way to { $address }.
case-opened-keep = Keep the reference: you can read it out on the telephone.
case-opened-go = Go to my case
case-find-title = Find my cases
case-find-text = We send a code to the address you gave us when you opened the case.
case-find-email = Your e-mail address
case-find-either = Your e-mail address or mobile number
case-find-send = Send me a code
case-find-code-title = Enter the code
case-find-code-text = If we know it, a six-digit code is on its way there. It works for ten minutes. A number that has answered STOP gets it after START.
case-find-code = Code
case-find-open = Show my cases
case-find-again = Use another address, or get a new code
case-find-go = Find my cases
cases-title = My cases
cases-open = Open
cases-closed = Closed
cases-search = Search in references, titles and messages
cases-search-go = Search
cases-found-none = Nothing found
cases-found-none-text = No case of yours has all of these words. Try fewer, or the reference.
cases-none = No cases here yet
cases-none-text = What you ask or report appears here, with who has it and by when you hear from us.
cases-new = Ask or complain
cases-closed-at = closed { $time }
cases-reply-by = our reply by { $time }
cases-reply-late = we promised a reply by { $time } and are late
cases-opened-at = opened { $time }
case-new-kind = What can we do for you?
case-new-topic = What is it about?
case-new-about = Which flight or bag is it about?
case-new-about-hint = If it is about a flight or a bag, tell us which. You may leave it empty.
case-new-about-trip = Open my trip first, then I can choose
case-new-about-none = None of these, or I do not know
case-new-about-booking = The whole booking { $locator }
case-new-route = { $flight }, { $from } to { $to }
case-new-other-flight = It is about another flight
case-new-flight = Flight number
case-new-flight-hint = As on your boarding pass, like LD 4.
case-new-flight-date = Day of departure
case-new-bag = Bag tag
case-new-bag-hint = Ten digits, or two letters and six digits such as LD 123456: on the slip stuck to your boarding pass.
case-new-bag-none = No bag, or I do not know
case-new-bag-to = to { $city }
case-new-words = Tell us in your words
case-new-subject = Title
case-new-subject-hint = A few words, like "My suitcase did not arrive".
case-new-words-label = What happened, what you need
case-new-words-hint = In any language. Names, places and times help us most.
case-new-reach = How do we reach you?
case-new-name = Your name
case-new-email = Your e-mail address
case-new-either = Your e-mail address or mobile number
case-new-either-hint = The answer goes here, with a link to your case: as an e-mail, or as a short text to a mobile number with its country, like +1 201 555 0142. We use it for nothing else.
case-new-email-hint = The answer goes here, with a link to your case. We use it for nothing else.
case-new-check = Check your answers
case-new-go = Continue
case-new-send = Send to { $carrier }
case-check-kind = What
case-check-about = Flight or bag
case-check-flight = Flight { $flight }, { $date }
case-check-bag = Bag { $tag }

# Help.
nav-help = Help
help-title = Help
help-lead = Ask in your own words. What is not answered here, a person answers.
help-found-title = Help: { $asked }
help-question = Your question
help-question-hint = For example: my bag did not arrive
help-search = Find answers
help-found = { $count ->
    [one] One answer
   *[other] { $count } answers
}
help-none = No article answers that
help-none-text = Try other words, or ask us: a person reads it and you see by when you hear from us.
help-all = All articles
help-ask = Nothing here fits?
help-ask-go = Ask us
help-suggested = This may answer it at once
help-english = In English only.
help-english-text = This article is not translated yet.
help-related = Read on
help-reviewed = Checked against the facts on { $date }.
help-helped = Did this help?
help-helped-yes = Yes
help-helped-no = No
help-helped-missing = Choose yes or no.
help-helped-words = What was missing or wrong?
help-helped-words-hint = If you like. Please leave out names and booking references: nobody answers here.
help-helped-send = Tell us
help-words-long = Keep it to 1,000 characters.
help-thanks = Thank you.
help-thanks-text = Whoever writes this article reads it.
help-act-trip = Open my trip
help-act-flights = Look up a flight
help-act-ask = Ask about: { $topic }

## Files

file-label = Photos and documents
file-label-more = Add more
file-add = Add photos or documents
file-hint = Up to { $most } files of { $megabytes } MB each: photos and pictures (JPEG, PNG, WebP, GIF), PDF, Word (docx), Excel (xlsx), OpenDocument text (odt), plain text and CSV. Where a photo was taken is removed from it.
file-there = Here already, to go with your message
file-remove = Remove
file-list = Files
file-picture-alt = Picture { $name }, from { $who }
file-unnamed = A file without a name
file-kilobytes = { $size } kB
file-megabytes = { $size } MB
file-kind-picture = Picture
file-kind-pdf = PDF
file-kind-document = Document
file-kind-table = Table
file-kind-text = Text
file-sending = Sending
file-waiting = The line is bad. It is tried again by itself.
file-again = Try now
file-lost = It could not be sent. Send your message and it goes along, or choose another file.
file-empty = “{ $name }” is empty. Choose the file again; if it stays empty, save it anew in the app it comes from.
file-too-large = “{ $name }” is larger than { $megabytes } MB. Choose a smaller copy: a photo in a lower resolution, a document as a PDF of reduced size.
file-too-many = “{ $name }” is one too many: a message takes { $most } files. Send this message first, and the rest with another one.
file-case-full = This case has no room for more files. Send the message without them and tell us what they show.
file-heic = “{ $name }” is a HEIC photo, which we cannot read. On an iPhone choose Settings, Camera, Formats, “Most Compatible” and take it again, or save the photo as JPEG. A screenshot of it will do as well.
file-broken-picture = “{ $name }” is a picture that is damaged or not complete. Open it on your device; if you can see it there, take a screenshot and choose that.
file-huge-picture = “{ $name }” has far more pixels than we need. Save a smaller copy, or take a screenshot, and choose that.
file-archive = “{ $name }” packs files into one. Unpack it and choose the files themselves.
file-program = “{ $name }” is a program. Programs are not taken; a photo of the screen tells us as much.
file-web-page = “{ $name }” is a web page, a drawing or a script that runs in a browser. Print it to a PDF, or take a screenshot, and choose that.
file-old-office = “{ $name }” is in an old office format. Save it as PDF, docx or xlsx and choose that.
file-macros = “{ $name }” has macros in it, which would run on our computers. Save it as PDF and choose that.
file-broken = “{ $name }” is damaged or not complete. Save it once more, best as PDF, and choose that.
file-bomb = “{ $name }” would unpack to far more than it is. Save it as PDF and choose that.
file-two-in-one = “{ $name }” holds a second file of another kind. Print it to a new PDF and choose that.
file-misleading = “{ $name }” is not what its name says. Give it the ending of what it is, or save it as PDF, and choose that.
file-unknown = “{ $name }” is of a kind we do not take. Photos, PDF, docx, xlsx, odt, txt and csv are taken.
file-gone = A file you had added is not here any more. Please choose it again.
file-away = “{ $name }” could not be stored just now. Choose it again in a few minutes, or send your message without it.
file-busy = Too many files are coming in just now, and “{ $name }” was not taken. Choose it again in a minute, or send your message without it.

## Writing help

nav-knowledge = Knowledge
desk-knowledge = Knowledge
desk-knowledge-hint = Write and review the articles passengers read
knowledge-title = Knowledge
knowledge-lead = What passengers read before they ask. Somebody writes, somebody else approves.
knowledge-new = New article
knowledge-new-lead = Its English text begins as a draft. Nobody reads it until somebody else has approved it.
knowledge-new-go = Start writing
knowledge-all = Show all articles
knowledge-none = No article is like that
knowledge-none-text = Choose another department or another state.
knowledge-count = { $count ->
    [one] 1 article
   *[other] { $count } articles
}
knowledge-filter-before = Articles of
knowledge-filter-between = ,
knowledge-any-department = any department
knowledge-any-state = all of them
knowledge-due = to be checked again
knowledge-outdated = translation out of date
knowledge-state = State
knowledge-state-draft = draft
knowledge-state-review = waiting for review
knowledge-state-approved = scheduled
knowledge-state-published = published
knowledge-state-replaced = replaced
knowledge-state-withdrawn = withdrawn
knowledge-scheduled = scheduled for { $at }
knowledge-article = Article
knowledge-languages = Languages
knowledge-language = Language
knowledge-colon = :{" "}
knowledge-published-number = published, version { $number }
knowledge-review = Check again
knowledge-review-by = by { $date }
knowledge-review-since = due since { $date }
knowledge-review-doubt = most readers say it does not help
knowledge-helped = Did it help
knowledge-helped-nobody = Nobody has said yet
knowledge-helped-share = { $count ->
    [one] { $share } % yes, of 1 reader
   *[other] { $share } % yes, of { $count } readers
}
knowledge-words = Readers' newest words
knowledge-misses = Searches without an answer
knowledge-misses-hint = { $count } in the last 30 days
knowledge-misses-none = Every search found something.
knowledge-misses-asked = What was typed
knowledge-misses-times = Times
knowledge-moment = { $day }, { $time }
knowledge-who-when = { $who }, { $when }
knowledge-nobody = came with the portal
knowledge-done = Done.
knowledge-done-saved = Your draft is saved. Nobody reads it yet.
knowledge-done-sent = Somebody else reads it now and decides.
knowledge-done-published = Passengers read it from now on, and searches find it.
knowledge-done-scheduled = It will be published at its hour.
knowledge-done-back = It is a draft again.
knowledge-done-withdrawn = It is withdrawn, and searches no longer find it.
knowledge-done-facts = The facts are saved.
knowledge-public = Read it as passengers do
knowledge-facts = Owner, action, related articles
knowledge-facts-save = Save these facts
knowledge-facts-now = What somebody else has saved
knowledge-facts-edited = Somebody else changed these facts while you did. What they saved stands above your entries; saving again replaces it.
knowledge-owner = Department
knowledge-owner-missing = Choose the department that answers for the article.
knowledge-action = What it leads to
knowledge-action-hint = The one thing to do after reading.
knowledge-action-missing = Choose what the article leads to.
knowledge-related = Related articles
knowledge-related-hint = Their addresses, separated by commas: bag-late, bag-damaged
knowledge-related-unknown = Name up to 8 other articles that exist, by the last part of their address.
knowledge-reviewed = Last checked against the facts
knowledge-reviewed-hint = Readers see this date. It is checked again 12 months later.
knowledge-reviewed-wrong = Give a day that has come already.
knowledge-slug = Address
knowledge-slug-hint = The end of its address, in small letters with hyphens: bag-missing. It stays the same for ever.
knowledge-slug-wrong = Use small letters, digits and single hyphens, such as bag-missing.
knowledge-slug-taken = There is an article at this address. Choose another one.
knowledge-readers = What readers say
knowledge-opinion = Did it help: { $verdict } · { $language } · { $when }
knowledge-linked-from = Articles that lead here
knowledge-nothing-here = There is nothing in this language yet.
knowledge-start = Start a new version in { $language }
knowledge-go-on = Go on writing in { $language }
knowledge-look = Open { $language }
knowledge-open-already = A version is being worked on already. Open it below.
knowledge-moved-on = Somebody else was faster: this version is no longer what you saw. Look at it again before you decide.
knowledge-edited = Somebody else saved this draft while you were writing. Your words are in the form; theirs stand above it. Saving again replaces theirs.
knowledge-versions = Versions in { $language }
knowledge-versions-count = { $count ->
    [one] 1 version
   *[other] { $count } versions
}
knowledge-version = Version { $number }
knowledge-version-head = Version
knowledge-version-over = This version no longer holds.
knowledge-version-now = Read version { $number }, which holds now
knowledge-version-state = Version { $number }, { $state }
knowledge-written = Written by
knowledge-approved = Approved by
knowledge-since = Published
knowledge-changes = Changes
knowledge-compare-title = Changes from version { $from } to { $to }
knowledge-compare-before = Compare
knowledge-compare-between = {" "}with
knowledge-compare-from = Earlier version
knowledge-compare-to = Later version
knowledge-same = unchanged
knowledge-line-gone = Removed:{" "}
knowledge-line-new = Added:{" "}
knowledge-field-title = Title
knowledge-field-title-hint = As a passenger would say it.
knowledge-field-summary = Short answer
knowledge-field-summary-hint = One or two sentences that already answer.
knowledge-field-synonyms = Other words for it
knowledge-field-synonyms-hint = What people may type instead, separated by commas. Never shown.
knowledge-field-body = Text
knowledge-field-body-hint = Markdown: ## for a heading, - for a list, [words](/help/bag-missing) for a link. Links to other sites stay words.
knowledge-title-missing = Give it a title.
knowledge-title-long = Keep the title to 120 characters.
knowledge-summary-missing = Write the short answer.
knowledge-summary-long = Keep the short answer to 400 characters.
knowledge-synonyms-long = Keep the other words to 1,000 characters.
knowledge-body-missing = Write the text.
knowledge-body-long = Keep the text to 20,000 characters.
knowledge-links-broken = Some links lead nowhere. They are listed under the form.
knowledge-links = Links readers cannot follow
knowledge-link-no-article = { $link }: no such article is published
knowledge-link-no-procedure = { $link }: no such procedure is published
knowledge-link-no-page = { $link }: the portal has no such page
knowledge-link-elsewhere = { $link }: another site, so readers see the words and no link
knowledge-renders = This renders version { $number } of the English text
knowledge-renders-hint = Tick it once the translation says what that version says.
knowledge-save = Save draft
knowledge-preview = Preview
knowledge-send = Send to review
knowledge-preview-title = As readers will see it
knowledge-note = Sent back by { $who }
knowledge-theirs = Saved meanwhile: { $who }
knowledge-theirs-text = Take over what you want to keep of it. When you save, your text replaces this one.
knowledge-theirs-whole = Their text
knowledge-theirs-changes = From their text to yours
knowledge-unsaved = What you typed
knowledge-unsaved-hint = It could not be saved, because this version is no longer a draft. Copy what you still need.
knowledge-original = The English text
knowledge-moved = The English text has moved on.
knowledge-moved-text = This translation was made from an earlier version.
knowledge-moved-what = See what changed
knowledge-as-read = As readers will see it
knowledge-waits-other = You wrote in it, so somebody else approves it.
knowledge-waits = Whoever answers for the department reads it and decides.
knowledge-waits-hour = Approved. It will be published on { $at }, New York time.
knowledge-being-written = Somebody is writing it.
knowledge-approve = Approve
knowledge-checked = I have checked it against the facts today
knowledge-checked-hint = Readers see this date.
knowledge-checked-first = Nobody has approved this text yet: say that you have checked it against the facts. Readers see the date.
knowledge-publish-now = Publish now
knowledge-day = Or on this day
knowledge-day-hint = For changes that hold from a date on.
knowledge-day-wrong = Give the day.
knowledge-hour-past = That hour is past. Choose one to come, or publish now.
knowledge-time = At this time
knowledge-time-hint = New York time, 24-hour clock: 08:00
knowledge-time-wrong = Give the time on a 24-hour clock, such as 08:00.
knowledge-publish-later = Approve for then
knowledge-send-back = Not yet right?
knowledge-send-back-go = Send back
knowledge-reason = What is missing or wrong
knowledge-reason-hint = Its author reads this above the draft.
knowledge-reason-missing = Say what is missing or wrong.
knowledge-reason-long = Keep it to 2,000 characters.
knowledge-take-back = Something to change?
knowledge-take-back-go = Take it back
knowledge-stop = Stop it
knowledge-stop-go = Make it a draft again
knowledge-give-up = Give this version up
knowledge-give-up-hint = What is read now stays as it is. The text is kept among the versions.
knowledge-give-up-go = Give up this version
knowledge-withdraw = Withdraw it from readers
knowledge-withdraw-hint = { $count ->
    [0] Passengers no longer find it. No other article leads here.
    [one] Passengers no longer find it. 1 article leads here and will lead nowhere.
   *[other] Passengers no longer find it. { $count } articles lead here and will lead nowhere.
}
knowledge-withdraw-go = Withdraw

## Procedures: how a step of the work is done
desk-procedures-hint = How each step of the work is done, with its versions
procedure-title = Procedures
procedure-lead = How the work is done, step by step. Each stands beside the form of its step. Somebody writes, somebody else approves.
procedure-new = New procedure
procedure-new-lead = Its English text begins as a draft. It stands beside its step once somebody else has approved it.
procedure-all = Show all procedures
procedure-none = No procedure is like that
procedure-count = { $count ->
    [one] 1 procedure
   *[other] { $count } procedures
}
procedure-filter-before = Procedures kept by
procedure-one = Procedure
procedure-step = Stands beside
procedure-step-hint = The form it is folded into, for colleagues alone.
procedure-step-missing = Choose the step it stands beside.
procedure-step-record = Writing down a call
procedure-step-identity = Making sure who asks
procedure-step-take = Taking a case
procedure-step-sort = Topic, priority, deadline
procedure-step-answer = Answering
procedure-step-later = Putting aside, following up
procedure-step-together = Linking and merging
procedure-step-hand-over = Handing over
procedure-step-transfer = Bringing in another department
procedure-step-raise = Raising a level
procedure-step-close = Closing
procedure-kind = For which cases
procedure-any-kind = every kind of case
procedure-kind-wrong = Choose a kind of case from the list.
procedure-department = In which department
procedure-any-department = every department
procedure-department-wrong = Choose a department from the list.
procedure-owner = Kept by
procedure-owner-missing = Choose the department that keeps the procedure.
procedure-slug-hint = The end of its address, in small letters with hyphens: close-case. It stays the same for ever.
procedure-slug-taken = There is a procedure at this address. Choose another one.
procedure-facts = Who keeps it, where it stands
procedure-linked-from = Procedures that lead here
procedure-done-published = Colleagues find it beside its step from now on.
procedure-done-withdrawn = It no longer stands beside its step. Its versions stay readable.
procedure-withdraw-hint = It no longer stands beside its step. Addresses of its versions stay good.
procedure-title-hint = The step, as colleagues call it: Closing.
procedure-summary = What it is for
procedure-summary-hint = One sentence; it stands above the steps.
procedure-summary-missing = Say what it is for.
procedure-body-hint = Markdown: 1. for each step, [words](/help/bag-missing) for a link to help, /desk/phrases/… for a prepared text, /desk/procedures/close-case for another procedure.
procedure-how = How this is done: { $title } · version { $number }
procedure-kept = Version { $number }, since { $since }, kept by { $owner }

# Accessibility.
nav-accessibility = Accessibility
access-title = Accessibility
access-lead = Everybody who flies should be able to use this portal. We aim at WCAG 2.2, level AA.
access-works = What you can rely on
access-keyboard = Everything works by keyboard; the first stop on each page skips to the content.
access-reader = Headings, labels, errors and new messages are read out by screen readers. Errors lead to their field and keep what you typed.
access-zoom = Pages work at 200 % zoom and on screens 320 pixels wide, without scrolling sideways.
access-colour = No state is told by colour alone. Light, dark and high contrast follow your device; motion stops if you ask for that.
access-scripts = Everything works without scripts, on a slow line and on an old browser.
access-time = Nothing you write is lost when a session ends: it is there when you come back.
access-gaps = What we know is missing
access-gap-people = People with disabilities have not yet tested the portal for us; automatic checks find only part of what matters.
access-gap-tables = Tables of figures, such as the punctuality of a flight, may scroll sideways within their own frame at 320 pixels.
access-gap-kiosk = Kiosks with a keypad, headphones and a tactile layout are not served yet.
access-tested = How it is tested
access-tested-text = Before each release every page is checked automatically with axe, in both languages, light and dark, and every journey is walked with scripts switched off.
access-tell = Something does not work for you?
access-tell-text = Tell us what you wanted to do and what stood in the way. A person reads it.
access-tell-go = Tell us

# Opening hours.
hours-title = Opening hours
skills-title = What you answer
skills-lead = “that I can answer” in the queue shows cases in these languages and of these kinds, as far as they are yours to see.
skills-languages = Languages you write to passengers in
skills-language-missing = Choose at least one language.
skills-kinds = Kinds of cases
skills-kinds-hint = Choose none for all of them.
skills-save = Save what you answer
audit-act-skills = changed what they answer
hours-hint = When departments answer; every reply-by time is counted in these hours
hours-lead = Every reply-by time is counted in the hours of the department that has the case. Promises already made stand.
hours-one-lead = From now on. Times are local; leave a day empty where you are closed.
hours-said = { $channel }: { $week } ({ $zone })
hours-said-differ = { $count ->
    [one] { $said }, 1 day differs
   *[other] { $said }, { $count } days differ
}
hours-always = Around the clock
hours-as-any = As on any channel
hours-any = Any channel
hours-channels = Channels
hours-mon = Monday
hours-tue = Tuesday
hours-wed = Wednesday
hours-thu = Thursday
hours-fri = Friday
hours-sat = Saturday
hours-sun = Sunday
hours-days = Days that differ
hours-days-hint = One a line: 2026-12-25 for closed, 2026-12-24 08:00-14:00 for other hours.
hours-zone = Time zone
hours-zone-hint = For example America/New_York or Asia/Shanghai
hours-save = Save these hours
hours-not-yours = The owner of the department and supervisors may change these hours.
hours-zone-unknown = We do not know this time zone. Write it as in the example.
hours-unreadable = Write it like 08:00-20:00, or 08:00-12:00, 13:00-20:00; to midnight is 24:00.
hours-days-unreadable = Each line is a date like 2026-12-25, and hours like 08:00-14:00 unless closed; 200 lines at most.
hours-never-open = A department has to be open at some time. Tick “around the clock”, or give a day its hours.

# Written down while talking.
record-title = Write down a call or a talk at the counter
record-hint = Who it is, what they asked, what you answered; they get the reference
record-lead = First find who it is.
record-who = Who is it?
record-who-hint = Booking or case reference, name, e-mail, telephone, bag tag or ticket number
record-already = Already asked
record-case = { $reference } · { $name } · opened { $time }
record-people = Travellers
record-find = Find
record-nobody = Nobody is known by that. Try another detail, or go on without a booking.
record-many = There may be more: ask for another detail.
record-unknown = Go on without a booking
record-travels = { $locator } · { $flight } on { $date }, { $from }–{ $to }
record-channel = How do they speak to you?
record-channel-missing = Choose telephone or counter.
record-name = Their name
record-email = Their e-mail address
record-either = Their e-mail address or mobile number
record-email-hint = For the answer and a link to the case. Leave it empty if they have none: then tell them the reference.
record-language = Language of our letters
record-matter = What is it about?
record-choose = Choose
record-subject = In one line
record-words = What they said
record-words-hint = They read it on their case page.
record-answer = What you answered
record-answer-hint = Leave it empty if somebody else has to answer: the case then waits in its department.
record-check = How did you make sure who it is?
record-check-none = Not needed: nothing personal was said
record-passenger-gone = This booking is gone. Search again.
record-go = Keep it
record-done = It is kept
record-tell = Tell them the reference:
record-told = With it and the address they gave, or with their booking, they find the case at “My cases”.
record-next = Write down the next one
record-open = Open the case

# The API.
api-title = API
api-lead = For programs: cases, messages, help and flights by the same rules as on the pages.
api-document = Every address, field and answer:
api-token = A token
api-token-text = Whoever runs the portal makes it, for what it names and, where it opens cases, for the departments it names ('*' for every). It is shown once. What it reads is written down under its name.
api-scopes = What a token is good for
api-scope = Scope
api-opens = Opens
api-scope-ingest-mail = bringing incoming e-mail
api-scope-ingest-sms = bringing text messages, and receipts for ours
api-scope-flights-read = how flights stand
api-scope-help-read = searching and reading help
api-scope-cases-read = cases as their passengers see them
api-scope-cases-staff = cases as staff see them: notes, status, priority, address
api-scope-cases-write = opening cases and writing in them for passengers
api-scope-cases-answer = answering for a colleague, whose own rights count too
api-scope-social-write = bringing what is written on social networks, and taking the answers there
api-twice = Nothing twice
api-twice-text = Whatever writes carries an Idempotency-Key: another for each new request, the same when a request is sent again. The answer is then the same, and nothing happens twice, for thirty days.
api-often = How often
api-often-text = { $most } requests a minute, unless the token says otherwise. RateLimit in every answer tells how many are left, Retry-After when there are more.
api-problems = When something is wrong
api-problems-text = Every refusal is application/problem+json (RFC 9457). Its code says what is the matter, detail and errors say where.
api-code = Code
api-means = Means
api-problem-token = There is no token in the request, or none that is good.
api-problem-scope = The token is good, but not for this: another scope or department.
api-problem-limit = Too many requests. Retry-After says when there are more.
api-problem-not-found = There is no such thing, or it is not for this token.
api-problem-no-address = There is nothing at this address.
api-problem-method = The address does not do that. Allow says what it does.
api-problem-query = A field of the query is unknown, missing or cannot be read.
api-problem-malformed = The body is no JSON.
api-problem-media-type = The body must be application/json.
api-problem-too-large = The body is too large.
api-problem-cut-off = The body did not arrive whole.
api-problem-key = An Idempotency-Key is missing or not 1 to 255 visible ASCII characters.
api-problem-key-used = This Idempotency-Key has been used for another request.
api-problem-invalid = A field does not do; errors names it.
api-problem-booking = There is no booking with this reference and name.
api-problem-conflict = The state has moved on; read it again.
api-problem-unreadable = There is no e-mail message in this.
api-problem-unavailable = Not now. Nothing was taken; bring it again after Retry-After.
api-problem-fault = A fault of ours. It is in our log.
audit-program = the program “{ $name }”
audit-act-case-recorded = wrote down a case
audit-act-case-written = wrote in the case
audit-field-author = For
api-channel = Programs speak for web, phone, counter or kiosk here; mail and social networks come in their own ways.

# Social networks.
personal-locator = a booking reference
personal-ticket = a ticket number
personal-tag = a bag tag
personal-email = an e-mail address
personal-phone = a telephone number
social-public-title = Written on { $network }, where everybody reads it
social-private-title = A private message on { $network }
social-nobody = By { $handle }. Nobody has identified them: say nothing about a booking here.
social-look = Look at it there
social-public = Everybody reads it
social-private = Private
social-waiting = waiting to be posted
social-there = posted
social-refused = not posted: { $reason }
case-public-title = Before it leaves
case-public-know = Everybody on { $network } will read this answer
case-public-missing = Confirm that everybody will read this answer.
case-social-files = Files do not go with an answer on a social network. Send the words alone, or put the files into a note.
case-public-send = Post this answer publicly
case-public-personal = This names something about one person. Take it out, or confirm that it may be read by everybody.
case-public-personal-title = About one person
case-public-found = { $what }: { $text }
case-public-personal-know = It may be read by everybody
letter-social-subject = Answer on { $network } ({ $reference })
social-other-thread = This message is known under another thread.
social-said-otherwise = Something else was said about this answer before.
social-reason-missing = Say why it was refused.
api-form = It has not the form the document asks for.
audit-act-answer-delivered = posted an answer
audit-act-answer-refused = could not post an answer
case-reply-hint-social = It is posted on { $network }. A note stays among colleagues.
payment-charge = Payment
payment-refund = Refund
payment-planned = Being prepared
payment-opened = Waiting to be paid
payment-declined = Declined
payment-expired = Not paid in time
payment-authorised = Held
payment-voided = Let go, nothing charged
payment-failed = Failed
payment-captured = Paid
payment-sent = On its way back
payment-settled = Paid back
payment-reason-declined = The bank declined the payment. Nothing was charged.
payment-reason-insufficient = There is not enough money on this card. Nothing was charged.
payment-reason-not-confirmed = The payment was not confirmed with the bank. Nothing was charged.
payment-reason-abandoned = The payment was not finished in time. Nothing was charged.
payment-reason-lapsed = What was held was not taken in time and has been let go. Nothing was charged.
payment-reason-too-much = There was not that much left to pay back.
payment-reason-account-closed = The account it was paid from takes no money back. Somebody has to arrange another way.
payment-reason-refused = The payment provider refused it. No money was moved.
payment-key-used = This was sent before with another amount. Open the page again to see how it stands.
payment-too-much = That is more than was paid and has not been paid back.
payment-not-authorised = This payment holds no money, so nothing was taken.
payment-taken = This payment has been taken already. It can be paid back.
payments-title = Payments
payments-lead = What passengers paid and were paid back, newest first. The payment provider's book is compared with ours all the time; what differed stands below.
payments-unconfigured = No payment provider is configured.
payments-unconfigured-hint = Nothing can be paid or paid back until there is one.
payments-sentence = Payments of
payments-any = any booking
payments-show = Show
payments-none = No payments
payments-none-hint = As soon as somebody pays for a change or is paid back, it appears here. What bookings came with is shown when you ask for one.
payments-when = When
payments-booking = Booking
payments-what = What
payments-amount = Amount
payments-state = State
payments-means = Paid with
payments-waits = Waiting for the provider's answer.
payments-due = Due by { $day }.
payments-before = Paid when it was booked.
payments-differences = Where the provider's book differed
payments-agree = The provider's book and ours say the same.
payments-found = Found
payments-theirs = Over there
payments-not-there = not there
payments-done = What was done
payments-nobodys = none of ours
payments-mend-taken = Taken over from them
payments-mend-open = Page asked for again
payments-mend-capture = Asked to take it again
payments-mend-void = Asked to let go
payments-mend-refund = Refund asked for again
payments-mend-unknown = Money moved that we know nothing of: look into it
payments-mend-missing = They do not know this money: look into it
payments-mend-amount = Another amount than ours: look into it
payments-mend-moved = Paid back although it had failed for us: look into it
desk-payments = Payments
desk-payments-hint = What was paid, paid back, and where the books differed
audit-kind-payments = payments

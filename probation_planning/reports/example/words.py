"""Words for the Example Trust: sentences as long as those that trusts print, about nothing that exists."""

THEMES = (
    "Safer neighbourhoods",
    "Work that lasts",
    "A workforce ready for change",
    "Partners who pull together",
    "Money well spent",
)
CATEGORIES = ("Operational", "Financial", "Reputation", "Workforce", "Legal", "Information")
POSTS = (
    "Chief Executive",
    "Director of Operations",
    "Director of Services",
    "Director of Resources",
    "Secretary to the Board",
    "Head of Courts",
    "Head of Community Payback",
    "Head of Learning",
    "Head of Property",
    "Head of Information",
)
UNITS = ("Eastvale", "Midvale", "Westvale")
PERSPECTIVES = ("Service to courts and communities", "People", "Processes", "Resources")

EVENTS = (
    "Reports for the courts are finished late",
    "The lease of a main office ends before another is found",
    "Case records cannot be reached for longer than a day",
    "Supervisors leave faster than they can be trained",
    "A partner withdraws from the shared hostel scheme",
    "Income from the unpaid work contract falls short",
    "Sensitive papers are sent to the wrong address",
    "The new assessment tool is used differently from team to team",
    "Sickness in one office closes its evening groups",
    "The budget is overspent in the second half of the year",
    "Staff are hurt while visiting people at home",
    "Victims are not told in time of a change to a licence",
)
CAUSES = (
    "because the move to the shared system takes longer than was planned",
    "because two experienced managers retire in the same quarter",
    "because the number of orders made by the courts rises unevenly across the area",
    "because money for the second year has not been confirmed",
    "because training places are offered on too few dates",
    "because guidance changed twice and not every team received the second version",
    "as the supplier is slow to answer calls for repair",
    "as demand in Westvale grows and staff are still placed by last year's figures",
)
EFFECTS = (
    "and the Trust misses its targets for the year.",
    "so that people wait longer for the programme they were sentenced to.",
    "and confidence among sentencers falls.",
    "with costs that no budget holder has planned for.",
    "so that the Board has to ask for a plan of recovery.",
    "and a review by the inspectorate finds against the Trust.",
)
SUCCESSES = (
    "Nine in ten reports reach the court on the day they are due, in every office.",
    "Every team works to the same version of the guidance, and a check in the summer finds no other in use.",
    "Vacancies stay below one in twenty, and each new supervisor has finished training within six months.",
    "Spending stays within one per cent of the budget in each quarter.",
    "No group is cancelled for want of staff on more than two evenings in a quarter.",
    "The second office is open before the lease of the first has ended.",
)
COMMENTS = (
    "The position is much as it was at the last review, and the team in Eastvale has kept its dates.",
    "Two of the four steps agreed in the spring are done; the third waits for the supplier's answer.",
    "Figures for the quarter came in late and are still provisional.",
    "The backlog has come down from 64 cases to 41, most of it in Midvale.",
    "A temporary manager has been found until the end of the year, which takes the worst of the pressure away.",
    "The shared service has written to say that the second stage will start six weeks later than it promised.",
    "Staff have been told at team meetings and a short guide is on every desk.",
    "No incident has been recorded since the last review.",
    "The audit of the spring found the control in use everywhere, and recorded in three offices out of five.",
)
ACTIONS = (
    "Agree the dates of the second stage in writing before the next meeting.",
    "Move one supervisor from Eastvale to Westvale for the quarter.",
    "Ask finance for a forecast by office and bring it to the senior team.",
    "Repeat the check of twenty records in each office and report what it finds.",
    "Hold the two training days that were put off, and open them to partners.",
    "Renew the agreement with the hostel for a further six months.",
)
OBJECTIVES = (
    "Bring the shared assessment tool into use in every office and check that it is used in one way",
    "Offer the evening programme in a third place, so that nobody travels for more than an hour",
    "Cut the time between sentence and first appointment to five working days",
    "Train every supervisor in the new way of keeping records before the old one is switched off",
    "Agree with partners who pays for the hostel scheme after this year",
    "Ask a sample of sentencers twice a year what they make of our reports",
    "Take the property plan to the Board and begin with the two oldest offices",
)
OUTCOMES = (
    "Orders are finished on time more often than they were last year",
    "Fewer people are turned away for want of a place",
    "Partners say in the yearly survey that they know whom to call",
    "The cost of each completed order falls by two per cent",
    "Managers have the figures of the quarter within ten days of its end",
)
NOTES = (
    "On the dates agreed; nothing to add since last time.",
    "Begun in two offices out of three; the third follows when its manager is in post.",
    "Held up by the move of the main office. A new date will come to the senior team.",
    "Done, and the check in the summer found it working.",
)
VERBS = ("Strengthen", "Renew", "Simplify", "Widen", "Measure", "Secure")
MATTERS = (
    "the way courts are served",
    "what victims are told",
    "how offices share work",
    "learning at every level",
    "the use of figures",
    "ties with local bodies",
)

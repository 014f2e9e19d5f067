using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;
using CareIdentity.Requests;
using CareIdentity.Web.Nhs;

namespace CareIdentity.Web.Portal.Requests;

/// <summary>Requests in words and colours.</summary>
internal static class RequestWords
{
    public const string Everybody = "Everybody who may decide it";

    public const string NationalRa = "The national Registration Authority";

    /// <summary>Of what nobody was asked for.</summary>
    public static readonly StateView Completed = StateView.Good("Completed");

    public static string Kind(RequestKind kind) => RequestKinds.Of(kind).Name;

    /// <summary>Said after it was sent.</summary>
    public static string Sent(RequestReference reference, RaPolicy policy) =>
        $"Your request is sent. Its reference is {reference}. The Registration Authority answers within {DateWords.Count(policy.ReplyWorkingDays, "working day")}.";

    public static string Source(RequestSource source) => source switch
    {
        RequestSource.StaffRecord => "Staff record (HR)",
        RequestSource.Application => "An application for a Care ID",
        _ => "A sponsor, in the portal",
    };

    public static StateView State(RequestRow request) => request switch
    {
        { State: RequestState.Open, LockedBy: { } reader } => StateView.Soon($"Open, {reader} is looking at it"),
        { State: RequestState.Open, Waits: true } => StateView.Neutral("Waits for the profile"),
        { State: RequestState.Open, National: true } => StateView.Waiting("Open, with the national RA"),
        { State: RequestState.Open, AssignedTo: { } colleague } => StateView.Waiting($"Open, with {colleague}"),
        _ => State(request.State),
    };

    public static StateView State(RequestState state) => state switch
    {
        RequestState.Open => StateView.Waiting("Open"),
        RequestState.Accepted => StateView.Good("Accepted"),
        RequestState.Rejected => StateView.Stopped("Rejected"),
        RequestState.Returned => StateView.Soon("Sent back"),
        _ => StateView.Ended("Withdrawn"),
    };

    /// <summary>Against the expected reply: "3 working days, late".</summary>
    public static string Waited(RequestState state, DateOnly countsFrom, DateTimeOffset? stoppedAt, RaPolicy policy, DateOnly today) => state switch
    {
        RequestState.Open => Days(RequestRules.WorkingDaysWaited(countsFrom, today), policy),
        RequestState.Returned when stoppedAt is { } stopped => Stopped(RequestRules.WorkingDaysWaited(countsFrom, ClockDates.OnDay(stopped))),
        _ => "–",
    };

    /// <summary>Why the clock shows what it shows.</summary>
    public static string WhyWaited(RequestView asked, RaPolicy policy) => (asked.State, asked.Round) switch
    {
        (RequestState.Returned, _) => $"It does not count while {asked.RaisedBy} has the request.",
        (_, > 0) => $"A reply is expected within {policy.ReplyWorkingDays} working days. Weekends, bank holidays and the time for which {asked.RaisedBy} had it back do not count.",
        _ => $"A reply is expected within {policy.ReplyWorkingDays} working days. Weekends and bank holidays do not count.",
    };

    public static string Step(RequestStepView step) => step.Kind switch
    {
        RequestStepKind.Attached => $"{step.Person} attached a file",
        RequestStepKind.SentBack => $"{step.Person} sent it back",
        RequestStepKind.Resubmitted => $"{step.Person} sent it again",
        RequestStepKind.Escalated => $"{step.Person} sent it to the national Registration Authority",
        RequestStepKind.GivenBack => $"{step.Person} gave it back to the Registration Authority",
        RequestStepKind.HandedOver when step.GivenTo is null => $"{step.Person} gave it back to everybody",
        RequestStepKind.HandedOver when step.GivenTo == step.Person => $"{step.Person} took it over",
        RequestStepKind.HandedOver => $"{step.Person} gave it to {step.GivenTo}",
        _ => step.Person,
    };

    /// <summary>340 bytes · 12 KB · 2.4 MB</summary>
    public static string Size(int bytes) => bytes switch
    {
        < 1000 => DateWords.Count(bytes, "byte"),
        < 1_000_000 => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1000} KB"),
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1_000_000.0:0.0} MB"),
    };

    /// <summary>Why something is neither gained nor lost: "also by the position Dispenser, Riverside Pharmacy (FW844), …".</summary>
    public static string Beside(HeldPosition held) => $"also by the position {Position(held)}";

    /// <summary>"Dispenser, Riverside Pharmacy (FW844), from 1 June 2026 until 30 June 2026"</summary>
    public static string Position(HeldPosition held) =>
        $"{held.PositionName}, {held.OrganisationName} ({held.Organisation}), from {DateWords.Date(held.StartsOn)}{(held.ExpiresOn is { } end ? $" until {DateWords.Date(end)}" : ", without end")}";

    /// <summary>How well the person is known: "Verified, 3 March 2026: face to face, 3 documents".</summary>
    public static string Verified(RequestSubject subject) => subject.Profile.State switch
    {
        ProfileState.Closed => "The profile is closed",
        ProfileState.Unverified => "Not verified: the identity was not checked",
        _ => "Verified" + (subject.LastCheck, subject.Profile.VerifiedAt) switch
        {
            ({ } check, _) => $", {DateWords.Date(ClockDates.OnDay(check.CheckedAt))}: {check.Manner.InWords()}, {DateWords.Count(check.Documents.Count, "document")}",
            (null, { } at) => $", {DateWords.Date(ClockDates.OnDay(at))}. The documents are not on record here",
            _ => "",
        },
    };

    /// <summary>What a role of the Registration Authority still needs beside the position.</summary>
    public static string RoleToCome(RoleToCome role) =>
        $"{role.Role.Name()}: {(role.TrainedUntil is { } until ? $"trained, counts until {DateWords.Date(until)}" : "no training on record")}";

    public static string Other(OtherRequest other) =>
        $"{Kind(other.Kind)}{(other.PositionName is null ? "" : $", {other.PositionName}")}, {other.Organisation}: {State(other.State).Word.ToLowerInvariant()}";

    public static string Holder(RequestTurn turn) => turn.Holder ?? (turn.National ? NationalRa : Everybody);

    public static string Holder(RequestView asked) => asked.State is RequestState.Returned ? asked.RaisedBy
        : asked.AssignedTo ?? (asked.EscalatedAt is null ? Everybody : NationalRa);

    public static string HowLong(TimeSpan span) =>
        span.TotalHours >= 36 ? DateWords.Count((int)Math.Round(span.TotalDays), "day") : DateWords.Roughly(span);

    private static string Days(int days, RaPolicy policy) =>
        days == 0 ? "Since today" : DateWords.Count(days, "working day") + (days > policy.ReplyWorkingDays ? ", late" : "");

    private static string Stopped(int days) => $"Stopped after {DateWords.Count(days, "working day")}";
}

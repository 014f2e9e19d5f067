using CareIdentity.Audit;
using CareIdentity.Data;
using CareIdentity.Kernel;
using Xunit;

namespace CareIdentity.Tests.Architecture;

public sealed class VerbTests
{
    private const string BeforeAnybodyIsKnown = """
        CareIdentity.SignIn.BeginSignIn: a use case is told who acts  nobody is known before the card has signed
        CareIdentity.SignIn.ReportLocked: a use case is told who acts  the card locked itself; nobody is signed in
        CareIdentity.SignIn.SignInWithCard: a use case is told who acts  who it is comes out of it
        """;

    private const string WithoutTrail = """
        CareIdentity.Population.SetUpTrainingAuthorities  SetUpIssuers, which it calls for an earlier day, writes the events
        CareIdentity.SignIn.BeginSignIn  gives a browser a challenge; nobody is known and nothing changes
        """;

    private const string SavingWithoutTrail = """
        CareIdentity.Applications.ApplicantCodes  a one-time code and its message; opening with it has its event
        CareIdentity.Applications.ApplicantDesk  what an applicant has typed and taken and not submitted
        CareIdentity.Certificates.IssuanceJournal  each row with its event; it outlives requests, so that it asks for the trail in a scope of its own
        CareIdentity.Data.ProtectionKeyRing  keys of the framework that protect forms
        CareIdentity.Messages.MessageRunner  that a message is tried, and what became of it; what it tells of has its event
        CareIdentity.Requests.JourneyDrafts  what somebody has typed and not sent
        CareIdentity.Requests.RequestViewLock  who had a request open, from when until when; decides nothing
        CareIdentity.SignIn.BeginSignIn  gives a browser a challenge; nobody is known and nothing changes
        CareIdentity.Smartcards.EmptyingCard  a step of an operation; the certificates that it ends are in the trail by the register
        CareIdentity.Smartcards.OpeningCard  a step of an operation whose start and end are in the trail; the journal holds each step
        CareIdentity.Smartcards.OperationJournal  the journal itself
        CareIdentity.Smartcards.UnblockingKey  a step of an operation whose start and end are in the trail
        """;

    private static readonly Type[] Service = typeof(CareIdentityDb).Assembly.GetTypes();

    [Fact]
    public void Use_cases_are_found_at_all()
    {
        Assert.Contains(VerbRules.Verbs(Service), verb => verb.Name == "CreatePosition");
    }

    [Fact]
    public void Every_use_case_has_the_shape_of_one()
    {
        AllowList.AssertNone(AllowList.Compare(BeforeAnybodyIsKnown, VerbRules.Misshapen(Service)));
    }

    [Fact]
    public void No_use_case_lacks_the_audit_trail()
    {
        AllowList.AssertNone(AllowList.Compare(WithoutTrail, VerbRules.WithoutTrail(Service)));
    }

    [Fact]
    public void Nothing_saves_without_the_audit_trail()
    {
        AllowList.AssertNone(AllowList.Compare(SavingWithoutTrail, VerbRules.SavingWithoutTrail(AssemblyReader.Read(typeof(CareIdentityDb).Assembly))));
    }

    [Fact]
    public void A_use_case_without_the_trail_is_seen()
    {
        Assert.Equal([typeof(WithoutTheTrail).FullName], VerbRules.WithoutTrail([typeof(WithoutTheTrail), typeof(AsItShouldBe), typeof(string)]));
        Assert.Contains(
            VerbRules.SavingWithoutTrail(AssemblyReader.Read(typeof(VerbTests).Assembly)),
            type => type == $"{typeof(VerbTests).Namespace}.{nameof(SavesQuietly)}");
        Assert.DoesNotContain(
            VerbRules.SavingWithoutTrail(AssemblyReader.Read(typeof(VerbTests).Assembly)),
            type => type == $"{typeof(VerbTests).Namespace}.{nameof(SavesAloud)}");
    }

    [Fact]
    public void A_misshapen_use_case_is_seen()
    {
        AllowList.AssertNone(VerbRules.Misshapen([typeof(AsItShouldBe)]));
        Assert.Equal(5, VerbRules.Misshapen([typeof(Misshapen)]).Count());
    }

    [Fact]
    public void An_exception_without_a_reason_and_one_that_nobody_needs_are_refused()
    {
        AllowList.AssertNone(AllowList.Compare("A.B  because", ["A.B"]));
        Assert.Equal(["not allowed: A.C", "allowed for nothing: A.D", "allowed without a reason: A.B"], AllowList.Compare("A.B\nA.D  because", ["A.B", "A.C"]));
    }

    public sealed class AsItShouldBe(AuditTrail trail)
    {
        public Task<Outcome<Done>> ExecuteAsync(Actor actor, CancellationToken ct) =>
            Task.FromResult<Outcome<Done>>(trail is null || actor is null || ct.IsCancellationRequested ? Done.Instance : Done.Instance);
    }

    public sealed class WithoutTheTrail(TimeProvider clock)
    {
        public Task<Outcome<Done>> ExecuteAsync(Actor actor, CancellationToken ct) =>
            Task.FromResult<Outcome<Done>>(clock is null || actor is null || ct.IsCancellationRequested ? Done.Instance : Done.Instance);
    }

    public class Misshapen(AuditTrail trail)
    {
        public Task<bool> ExecuteAsync(string who, CancellationToken ct = default) => Task.FromResult(trail is null || who is null || ct.IsCancellationRequested);

        public bool IsAllowed() => trail is null;
    }
}

internal static class SavesQuietly
{
    internal static Task<Refusal?> SaveAsync(CareIdentityDb db, CancellationToken ct) => db.SaveAsync(ct);
}

internal sealed class SavesAloud(CareIdentityDb db, AuditTrail trail)
{
    internal Task<Refusal?> SaveAsync(CancellationToken ct) => trail is null ? Task.FromResult<Refusal?>(null) : db.SaveAsync(ct);
}

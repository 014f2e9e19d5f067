using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.People;

namespace CareIdentity.Tests.Access;

public sealed class SeparationOfDutiesTests
{
    private static readonly OdsCode Dorset = OdsCode.Parse("RA1");
    private static readonly OdsCode Devon = OdsCode.Parse("RA2");

    [Theory]
    [InlineData(RaRole.Sponsor, RaRole.RaAgent, true)]
    [InlineData(RaRole.Sponsor, RaRole.IdChecker, true)]
    [InlineData(RaRole.IdChecker, RaRole.Sponsor, true)]
    [InlineData(RaRole.Sponsor, RaRole.LocalSmartcardAdministrator, false)]
    [InlineData(RaRole.RaAgent, RaRole.IdChecker, false)]
    public void One_person_is_not_sponsor_and_agent_or_checker_in_one_RA(RaRole held, RaRole wanted, bool refused) =>
        Assert.Equal(refused ? "access.sponsor-and-agent" : null, SeparationOfDuties.Check([new(held, Dorset)], [new(wanted, Dorset)])?.Code);

    [Fact]
    public void In_two_RAs_one_person_may_be_both() =>
        Assert.Null(SeparationOfDuties.Check([new(RaRole.Sponsor, Dorset)], [new(RaRole.RaAgent, Devon)]));

    [Fact]
    public void One_position_that_gives_both_is_refused_too() =>
        Assert.NotNull(SeparationOfDuties.Check([], [new(RaRole.Sponsor, Dorset), new(RaRole.IdChecker, Dorset)]));

    [Theory]
    [InlineData(null, DutySide.Sponsor, null)]
    [InlineData(null, DutySide.Agent, null)]
    [InlineData(DutySide.Sponsor, DutySide.Sponsor, null)]
    [InlineData(DutySide.Sponsor, DutySide.Agent, "duty.sponsor-cannot-act")]
    [InlineData(DutySide.Agent, DutySide.Sponsor, "duty.agent-cannot-sponsor")]
    [InlineData(DutySide.Agent, DutySide.Agent, null)]
    public void The_side_first_taken_for_a_profile_stays(DutySide? taken, DutySide wanted, string? refusal) =>
        Assert.Equal(refusal, DutyLedger.Decide(Guid.NewGuid(), Guid.NewGuid(), taken, wanted)?.Code);

    [Theory]
    [InlineData(DutySide.Sponsor)]
    [InlineData(DutySide.Agent)]
    public void Nobody_takes_a_side_for_their_own_profile(DutySide wanted)
    {
        var oneself = Guid.NewGuid();

        Assert.Equal("duty.own-profile", DutyLedger.Decide(oneself, oneself, DutySide.Subject, wanted)?.Code);
        Assert.Equal("duty.own-profile", DutyLedger.Decide(oneself, oneself, null, wanted)?.Code);
    }
}

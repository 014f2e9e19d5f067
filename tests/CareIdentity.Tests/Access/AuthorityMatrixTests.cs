using System.Text;
using CareIdentity.Access;
using CareIdentity.Kernel;
using CareIdentity.Organisations;
using CareIdentity.Testing.Engines;

namespace CareIdentity.Tests.Access;

/// <summary>The activity × role matrix, walked whole: every function, every role, at every distance in the RA tree.</summary>
public sealed class AuthorityMatrixTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly (RaRole Role, string JobRole, string[] Added)[] Positions =
    [
        (RaRole.RootRaManager, "R5072", []),
        (RaRole.RaManager, "R5080", []),
        (RaRole.AdvancedRaAgent, "R5090", ["X0001"]),
        (RaRole.RaAgent, "R5090", []),
        (RaRole.IdChecker, "R8008", ["B0267"]),
        (RaRole.Sponsor, "R8008", ["B1300"]),
        (RaRole.LocalSmartcardAdministrator, "R8008", ["X0002"]),
        (RaRole.PharmacyUnlocker, "R8008", ["B0570"]),
        (RaRole.Auditor, "R5100", []),
    ];

    [Fact]
    public void The_table_is_what_was_agreed()
    {
        var table = new StringBuilder();
        foreach (var function in Enum.GetValues<RaFunction>())
        {
            table.Append(function).Append(": ").AppendJoin(", ", AuthorityTable.RolesFor(function).Order()).Append('\n');
        }

        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Access", "authority-table.txt")), table.ToString());
    }

    [Theory]
    [EveryEngine]
    public async Task Every_role_does_what_the_table_says_within_its_reach_and_nothing_else(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var wrong = new List<string>();
        foreach (var (role, jobRole, added) in Positions)
        {
            var home = role.Reach() is RoleReach.Organisation ? Given.Given.Pharmacy : Given.Given.Ra;
            var actor = await given.Somebody($"Actor {role}", home, await given.APosition(home, $"As {role}", jobRole, added), role);
            foreach (var (place, reached) in Places(role, home))
            {
                foreach (var function in Enum.GetValues<RaFunction>())
                {
                    var refusal = await given.With((Authority authority) => authority.CheckAsync(actor, function, place, None));
                    var expected = !AuthorityTable.RolesFor(function).Contains(role) ? "access.not-allowed" : reached ? null : "access.out-of-scope";
                    if (refusal?.Code != expected)
                    {
                        wrong.Add($"{role} {function} at {place}: {refusal?.Code ?? "allowed"}, not {expected ?? "allowed"}");
                    }
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [EveryEngine]
    public async Task A_role_works_only_while_everything_behind_it_holds(EngineUnderTest engine)
    {
        await using var given = await Given.Given.AnRaAsync(engine);
        var agent = await given.AnRaAgent();
        var untrained = await given.Somebody("Una Trained", Given.Given.Ra, await given.APosition(Given.Given.Ra, "RA Agent, untrained", "R5090"));

        Task<Refusal?> May(Actor actor) => given.With((Authority authority) => authority.CheckAsync(actor, RaFunction.IssueSmartcard, Given.Given.Pharmacy, None));

        Assert.Null(await May(agent));
        Assert.Equal("access.not-trained", (await May(untrained))?.Code);
        Assert.Equal("access.assurance-too-low", (await May(agent with { AssuranceLevel = 2 }))?.Code);
        Assert.Equal("access.no-role", (await May(agent with { AssignmentId = null }))?.Code);
        Assert.Equal("access.role-not-held", (await May(agent with { ProfileId = untrained.ProfileId }))?.Code);
        Assert.Equal("access.role-not-held", (await May(agent with { AccessProfileId = untrained.AccessProfileId }))?.Code);
    }

    private static IEnumerable<(OdsCode Place, bool Reached)> Places(RaRole role, OdsCode home) =>
    [
        (home, true),
        (role.Reach() is RoleReach.Organisation ? Given.Given.OtherPharmacy : Given.Given.Pharmacy, role.Reach() is not RoleReach.Organisation),
        (role.Reach() is RoleReach.Organisation ? Given.Given.Ra : Given.Given.OtherRa, role.Reach() is RoleReach.Everywhere),
        (Given.Given.ForeignPharmacy, role.Reach() is RoleReach.Everywhere),
    ];
}

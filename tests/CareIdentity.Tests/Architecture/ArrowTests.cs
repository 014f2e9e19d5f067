using CareIdentity.Data;
using Xunit;

namespace CareIdentity.Tests.Architecture;

public sealed class ArrowTests
{
    private const string Samples = "CareIdentity.Tests.Architecture.Samples";

    private static readonly IReadOnlyList<string> SampleArrows = new Rooms("CareIdentity.Tests", Samples).Refuse(AssemblyReader.Read(typeof(ArrowTests).Assembly));

    [Fact]
    public void No_arrow_between_rooms_points_back()
    {
        AllowList.AssertNone(new Rooms("CareIdentity", "CareIdentity").Refuse(AssemblyReader.Read(typeof(CareIdentityDb).Assembly)));
    }

    [Fact]
    public void The_reader_sees_what_the_code_says()
    {
        var uses = AssemblyReader.Read(typeof(CareIdentityDb).Assembly);

        Assert.Contains(uses, use => use is { From.Name: nameof(CareIdentityDb), To: { Name: "DbContext", Assembly: "Microsoft.EntityFrameworkCore" } });
        Assert.Contains(uses, use => use is { From.Name: "SchemaRunner", To.Name: "DbCommand", ToMember: "ExecuteNonQueryAsync" });
    }

    /// <summary>Proof that the test above can fail: one class for each way in which code can name a type.</summary>
    [Theory]
    [InlineData("ByBaseType")]
    [InlineData("ByInterface")]
    [InlineData("ByField")]
    [InlineData("ByParameter")]
    [InlineData("ByReturnValue")]
    [InlineData("ByGenericArgument")]
    [InlineData("ByConstraint")]
    [InlineData("ByLocal")]
    [InlineData("ByStaticCall")]
    [InlineData("ByTypeof")]
    [InlineData("ByCatch")]
    [InlineData("ByLambda")]
    [InlineData("ByAsyncBody")]
    [InlineData("ByNestedType")]
    [InlineData("ByAttribute")]
    [InlineData("ByAttributeArgument")]
    [InlineData("ByAttributeOfParameter")]
    [InlineData("ByArgumentBehindASmallEnum")]
    [InlineData("ByArray")]
    public void An_arrow_that_points_back_is_seen(string sample)
    {
        Assert.Contains(SampleArrows, arrow => arrow.StartsWith($"{Samples}.Organisations.{sample} ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Kernel.UsesAudit", "the kernel uses nobody")]
    [InlineData("Audit.UsesPeople", "audit uses nobody but the kernel")]
    [InlineData("Data.UsesPeople", "only the context names entities")]
    [InlineData("Unheard.Of", "a new room must be given its place")]
    [InlineData("People.UsesUnheardOf", "a new room must be given its place")]
    public void Each_rule_of_the_house_is_kept(string sample, string because)
    {
        Assert.True(SampleArrows.Any(arrow => arrow.StartsWith($"{Samples}.{sample} ", StringComparison.Ordinal)), because);
    }

    [Fact]
    public void Neighbours_that_use_each_other_in_a_ring_are_refused()
    {
        Assert.Contains("Requests uses itself by way of its neighbours", SampleArrows);
        Assert.Contains("Smartcards uses itself by way of its neighbours", SampleArrows);
        Assert.DoesNotContain("Certificates uses itself by way of its neighbours", SampleArrows);
    }

    [Theory]
    [InlineData("Access.UsesPeople")]
    [InlineData("People.UsesAuditAndData")]
    [InlineData("Audit.UsesData")]
    [InlineData("Data.CareIdentityDb")]
    [InlineData("Smartcards.UsesCertificates")]
    public void An_arrow_that_points_down_is_left_alone(string sample)
    {
        Assert.DoesNotContain(SampleArrows, arrow => arrow.StartsWith($"{Samples}.{sample} ", StringComparison.Ordinal));
    }
}

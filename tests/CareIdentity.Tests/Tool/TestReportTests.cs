using CareIdentity.Tool.Testing;
using Xunit;

namespace CareIdentity.Tests.Tool;

public sealed class TestReportTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    [Fact]
    public void The_runner_s_own_figures_are_taken()
    {
        Write("""<assemblies><assembly errors="0" failed="2" passed="40" skipped="3" /></assemblies>""");

        Assert.Equal(new Tally(40, 2, 3), TestReport.Read(path, exitCode: 1));
    }

    [Fact]
    public void A_failure_while_tidying_up_is_a_failure()
    {
        Write("""<assemblies><assembly errors="1" failed="0" passed="40" skipped="0" /></assemblies>""");

        Assert.Equal(new Tally(40, 1, 0), TestReport.Read(path, exitCode: 1));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<assemblies><assembly errors=\"0\" fai")]
    [InlineData("<assemblies><assembly passed=\"1\" /></assemblies>")]
    public void Half_a_report_is_a_failure(string text)
    {
        Write(text);

        Assert.Equal(Tally.OneFailure, TestReport.Read(path, exitCode: 0));
    }

    [Fact]
    public void No_report_is_a_failure()
    {
        Assert.Equal(Tally.OneFailure, TestReport.Read(path + ".none", exitCode: 139));
    }

    [Fact]
    public void A_run_that_broke_off_after_its_report_is_a_failure()
    {
        Write("""<assemblies><assembly errors="0" failed="0" passed="40" skipped="0" /></assemblies>""");

        Assert.Equal(new Tally(40, 1, 0), TestReport.Read(path, exitCode: 134));
    }

    [Fact]
    public void What_a_test_says_of_its_size_is_found_and_nothing_else_of_its_output()
    {
        Write("<assemblies><assembly><collection><test><output>Seed 1\nSize: matrix: 12 cells\n</output></test></collection></assembly></assemblies>");

        Assert.Equal(["matrix: 12 cells"], TestReport.Sizes(path));
        Assert.Empty(TestReport.Sizes(path + ".none"));
    }

    [Fact]
    public void A_test_that_failed_is_named_with_what_it_said()
    {
        Write("<assemblies><assembly><collection><test name=\"A.b\" result=\"Pass\" /><test name=\"A.c\" result=\"Fail\"><failure><message>Not\n  equal</message></failure></test></collection></assembly></assemblies>");

        Assert.Equal(["A.c: Not equal"], TestReport.Failures(path));
        Assert.Empty(TestReport.Failures(path + ".none"));
    }

    [Fact]
    public void The_closing_line_reads_as_scripts_expect()
    {
        Assert.Equal("Tests: 42 passed, 0 failed, 3 skipped", $"Tests: {new Tally(40, 0, 1) + new Tally(2, 0, 2)}");
    }

    public void Dispose() => File.Delete(path);

    private void Write(string text) => File.WriteAllText(path, text);
}

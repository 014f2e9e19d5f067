using CareIdentity.Data;
using CareIdentity.Tool.Doctor;

namespace CareIdentity.Tests.Tool;

/// <summary>What <c>./cis doctor</c> leaves in the current folder can be sent to whoever helps.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("cis-doctor-");

    [Theory]
    [InlineData(null)]
    [InlineData("postgres://asha:s3cret@127.0.0.1:1/patients")]
    public async Task The_report_says_what_was_found_and_names_no_place(string? url)
    {
        var data = Path.Combine(folder.FullName, "home-of-asha");
        var health = new HealthCheck(folder.FullName, data, DatabaseAddress.Choose(url, data), 0) { ReportFolder = folder.FullName };

        await health.RunAsync(TestContext.Current.CancellationToken);

        var file = Assert.Single(folder.GetFiles("Care_Identity_Diagnostic_Log_*.txt"));
        Assert.Matches(@"^Care_Identity_Diagnostic_Log_\d{4}-\d\d-\d\d\.txt$", file.Name);
        var report = await File.ReadAllTextAsync(file.FullName, TestContext.Current.CancellationToken);
        Assert.Contains("The data directory is writable.", report, StringComparison.Ordinal);
        Assert.Contains(url is null ? "The database is not there yet" : "The database does not answer.", report, StringComparison.Ordinal);
        Assert.Contains("driver of", report, StringComparison.Ordinal);
        Assert.All([folder.FullName, "asha", "s3cret", "patients", "127.0.0.1"], place => Assert.DoesNotContain(place, report, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_said_and_is_no_failure()
    {
        var health = new HealthCheck(folder.FullName, folder.FullName, DatabaseAddress.Choose(null, folder.FullName), 0) { ReportFolder = Path.Combine(folder.FullName, "nowhere") };

        await health.RunAsync(TestContext.Current.CancellationToken);

        Assert.Empty(folder.GetFiles("Care_Identity_Diagnostic_Log_*.txt", SearchOption.AllDirectories));
    }

    public void Dispose() => folder.Delete(recursive: true);
}

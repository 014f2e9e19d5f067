using System.Text.Json;
using Xunit;

namespace CareIdentity.Web.Tests.Hosting;

/// <summary>What the service asks of the runtime that it is started on.</summary>
public sealed class RuntimeTests
{
    [Fact]
    public void A_thread_that_has_nothing_to_do_sleeps_at_once()
    {
        using var settings = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "CareIdentity.Web.runtimeconfig.json")));

        var properties = settings.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        Assert.Equal(0, properties.GetProperty("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit").GetInt32());
    }
}

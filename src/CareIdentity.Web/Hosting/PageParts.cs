using System.Reflection;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace CareIdentity.Web.Hosting;

/// <summary>
/// What a page takes from a request, read from the attributes of its properties alone. The framework's own also describes every property of
/// every page for that, which took half a second of each start; a property is described when its page is first asked for, and what its type adds
/// is found then.
/// </summary>
internal sealed class PageParts(IPageApplicationModelPartsProvider own) : IPageApplicationModelPartsProvider
{
    /// <summary>In the place of the framework's own, which goes on doing the rest.</summary>
    public static void Replace(IServiceCollection services)
    {
        var registered = services.Single(service => service.ServiceType == typeof(IPageApplicationModelPartsProvider));
        services.Remove(registered);
        services.AddSingleton<IPageApplicationModelPartsProvider>(provider =>
            new PageParts((IPageApplicationModelPartsProvider)ActivatorUtilities.CreateInstance(provider, registered.ImplementationType!)));
    }

    public PageHandlerModel? CreateHandlerModel(MethodInfo method) => own.CreateHandlerModel(method);

    public PageParameterModel CreateParameterModel(ParameterInfo parameter) => own.CreateParameterModel(parameter);

    public bool IsHandler(MethodInfo methodInfo) => own.IsHandler(methodInfo);

    public PagePropertyModel CreatePropertyModel(PropertyInfo property)
    {
        object[] attributes = property.GetCustomAttributes(inherit: true);
        return new PagePropertyModel(property, attributes) { PropertyName = property.Name, BindingInfo = BindingInfo.GetBindingInfo(attributes) };
    }
}
